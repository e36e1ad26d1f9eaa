import type { IsoDate, Problem, Result } from '../kit/index.ts'
import type { Agreement } from '../core/agreement/index.ts'
import type { PublishedAgreements, PublishedEvidence } from '../core/evidence/index.ts'
import type { Finding, Workload } from '../core/model/index.ts'
import type { Person } from '../core/rights/index.ts'
import type {
  CertificateView,
  PlanAsked,
  PlanProgress,
  PlanRow,
  PlanView,
  ShortlistView,
} from './plans/views.ts'
import type { PublishedReading } from './published/index.ts'
import type { AboutSubject, Subject } from './record/subject.ts'
import type { BatchView } from './decisions/batch.ts'
import type {
  AnsweredDecision,
  DecisionRow,
  DecisionView,
  ManagerAnswer,
  ManyDecided,
  NewDecisionGiven,
  NotSafeReason,
  QueueView,
  SecondAnswer,
  WorkerAnswer,
} from './decisions/views.ts'
import type { ActingPerson } from './acting.ts'
import type { PublicationView } from './publication/views.ts'
import type { CalendarItem, ReminderChoices, Waiting } from './reminders/views.ts'
import type { EstablishmentView, MoreAsked, MoreView } from './establishment/views.ts'
import type { OnceRequest } from './once.ts'
import type {
  EmergencyReason,
  HandoverCounts,
  HandoverLists,
  HandoverStep,
  HandoverView,
  NewStep,
} from './handovers/views.ts'
import type { LeaverPlan, LeaversView, LeaverView, NewNotice } from './handovers/leaver-views.ts'
import type {
  NewRegisterAnswer,
  RegisterCounts,
  RegisterEntry,
  RegisterList,
  RegisterRow,
} from './register/views.ts'
import type {
  Address,
  AgreementReplay,
  AgreementText,
  AgreementView,
  ClauseComment,
  CasesView,
  CaseView,
  FigureQuery,
  GatedTotals,
  ImportRow,
  ImportState,
  ImportView,
  NewFigureQuery,
  OrganisationView,
  PeopleView,
  QueryAbout,
  QueryOutcome,
  ServiceView,
  TeamView,
  WorkerView,
} from './views.ts'

/** A file that arrived with its bytes on disk. `name` is what its owner called it. */
export interface ArrivedFile {
  name: string
  path: string
  size: number
  sha256: string
}

/**
 * Which figures a page asks for: the import in force where `import` is left out. Every view
 * answers null where the thing does not exist or is hidden: the page says "not found" for both.
 */
export interface Asked {
  organisation: OrganisationView
  import?: string
}

export interface CaseFilter {
  /** `waiting` = unallocated and phantom. */
  holder?: 'waiting' | 'unallocated' | 'phantom' | 'worker'
  team?: Address
  status?: string
  flag?: string
  /** Child id or its beginning; matched exactly as typed, never logged. */
  search?: string
  sort?: 'status' | 'since' | 'demand' | 'worker' | 'team'
  descending?: boolean
  page?: number
  pageSize?: number
}

/** The employer's domain, as web and command line meet it. Built once in main. */
export interface Council {
  /** The same as one person sees it: no page can show a record outside their sight. */
  as(person: Person): Council
  /** A person's request that takes effect once, however often it comes. */
  once(person: Person, given: { key: string; asked: string }): OnceRequest

  organisations(): Promise<OrganisationView[]>
  organisation(slug: string): Promise<OrganisationView | null>

  service(asked: Asked): Promise<ServiceView | null>
  team(asked: Asked, team: Address): Promise<TeamView | null>
  worker(asked: Asked, worker: Address): Promise<WorkerView | null>
  case(asked: Asked, of: Address): Promise<CaseView | null>
  cases(asked: Asked, filter: CaseFilter): Promise<CasesView | null>
  people(asked: Asked): Promise<PeopleView | null>
  /** Findings of an import, filtered; all of them where the filter is empty. `closed`: as in `ImportView`. */
  findings(
    asked: Asked,
    filter: { file?: string; code?: string; changing?: boolean },
  ): Promise<{ import: ImportRow; findings: Finding[]; closed: number } | null>
  /**
   * Totals of each accepted import, the earliest first: what the agreement's parties see. Counts
   * below five are withheld (null), and everything of a service of fewer than ten workers.
   */
  totals(organisation: OrganisationView): Promise<GatedTotals[]>
  /** The whole figure, for files and the API. */
  workload(asked: Asked): Promise<Workload | null>
  reading(asked: Asked): Promise<PublishedReading | null>

  imports: {
    list(
      organisation: OrganisationView,
      page: number,
    ): Promise<{ rows: ImportRow[]; total: number }>
    view(organisation: OrganisationView, id: string): Promise<ImportView | null>
    /** How far an import is, cheaply: what a page that waits asks every few seconds. */
    state(organisation: OrganisationView, id: string): Promise<ImportState | null>
    /**
     * Takes files in: stored whole with their job in one transaction, or not at all. The same
     * bytes for the same day as the import in force change nothing and say so (`same-bytes`).
     * Files of kinds not given again (people, families, census) are carried over.
     */
    receive(
      organisation: OrganisationView,
      files: ArrivedFile[],
      asOf: IsoDate,
    ): Promise<Result<{ id: string }, Problem>>
    /**
     * Makes a new import of the very files in force, for the same day and with the answers given to
     * them, so that a question left open can be answered. Where one is open already, it is that one.
     */
    again(organisation: OrganisationView): Promise<Result<{ id: string }, Problem>>
    /** Stores answers and reads again under them. An empty answer takes an answer back. */
    answer(
      organisation: OrganisationView,
      id: string,
      answers: { key: string; value: string }[],
    ): Promise<Result<null, Problem>>
    accept(
      organisation: OrganisationView,
      id: string,
      version?: number,
    ): Promise<Result<null, Problem>>
    refuse(
      organisation: OrganisationView,
      id: string,
      version?: number,
    ): Promise<Result<null, Problem>>
    /** Takes an accepted import out of force; the one before it is in force again. */
    undo(
      organisation: OrganisationView,
      id: string,
      version?: number,
    ): Promise<Result<null, Problem>>
    /** One row of a file as read, for the cell page. */
    row(
      organisation: OrganisationView,
      id: string,
      address: Address,
    ): Promise<{
      file: string
      sheet: string
      row: number
      cells: { column: string; value: string }[]
    } | null>
    /** Findings of the import as a workbook with the offending cells marked. */
    markedWorkbook(organisation: OrganisationView, id: string): Promise<Uint8Array | null>
  }

  /** Posts, people in post, cover, turnover, the agency rules, and what more workers would change. */
  establishment: {
    service(asked: Asked): Promise<EstablishmentView | null>
    /** Of a team with those beneath it. */
    team(asked: Asked, team: Address): Promise<EstablishmentView | null>
    /** What more workers in a team would change, searched while somebody waits. */
    more(asked: Asked, team: Address, more: MoreAsked): Promise<MoreView | null>
    /** The posts file as a template, filled with the posts that the import in force holds. */
    template(organisation: OrganisationView): Promise<Uint8Array>
  }

  /**
   * Everything held about a child or a worker, by the id that the files have, for the person who asked
   * what is held about them. Noted in the record.
   */
  subject(organisation: OrganisationView, about: AboutSubject): Promise<Result<Subject, Problem>>

  /** The people file as a template, filled with the names and teams that the import in force holds. */
  peopleTemplate(organisation: OrganisationView): Promise<Uint8Array>

  agreements: {
    /** The one whose weights run today's figures. */
    inForce(organisation: OrganisationView): Promise<AgreementView>
    /** Those that come with Fairload, then the organisation's own, the newest first. */
    list(organisation: OrganisationView): Promise<AgreementView[]>
    /** By its key (`id@version`); by its id alone the one in force, else the newest. */
    view(organisation: OrganisationView, key: string): Promise<AgreementView | null>
    /** Adds a draft from a file; never changes one that is there. */
    add(
      organisation: OrganisationView,
      document: unknown,
      by: ActingPerson,
    ): Promise<Result<Agreement, Problem[]>>
    /** Begins a draft from another agreement. @returns its key. */
    draft(
      organisation: OrganisationView,
      from: string,
      as: { id: string; name: string; version: string; by: ActingPerson },
    ): Promise<Result<string, Problem>>
    /** Saves a new text of a draft; those before it stay. `revision`: the text it was made from. */
    revise(
      organisation: OrganisationView,
      key: string,
      change: { document: unknown; revision: number; by: ActingPerson },
    ): Promise<Result<null, Problem[]>>
    /** Lays a draft before both parties, to run from a day: from here on its text stands. */
    propose(
      organisation: OrganisationView,
      key: string,
      as: { effective: IsoDate; revision: number; by: ActingPerson },
    ): Promise<Result<null, Problem>>
    /** A party's signature under the text with this hash; with the second it is signed. */
    sign(
      organisation: OrganisationView,
      key: string,
      as: { sha256: string; by: ActingPerson },
    ): Promise<Result<null, Problem>>
    /** Records the branch’s signature from the statement that its own house wrote. */
    recordStatement(
      organisation: OrganisationView,
      key: string,
      statement: unknown,
    ): Promise<Result<null, Problem>>
    /** Takes a version back with its reason; one that runs stops today. */
    withdraw(
      organisation: OrganisationView,
      key: string,
      as: { reason: string; by: ActingPerson },
    ): Promise<Result<null, Problem>>
    comment(
      organisation: OrganisationView,
      key: string,
      comment: { clause: string; words: string; by: ActingPerson },
    ): Promise<Result<null, Problem>>
    /** The earliest first. */
    comments(organisation: OrganisationView, key: string): Promise<ClauseComment[]>
    /** Every text a version has had, the newest first. */
    texts(organisation: OrganisationView, key: string): Promise<AgreementText[]>
    /** Chooses a labelled starting point, which runs until there is a signed agreement. */
    choose(organisation: OrganisationView, key: string): Promise<Result<null, Problem>>
    /**
     * An accepted import under two agreements; `before` is the one in force where left out. null
     * where one of the three is not here or not filled in.
     */
    replay(asked: Asked, of: { before?: string; after: string }): Promise<AgreementReplay | null>
  }

  /** What both parties own, open to anybody where an administrator says so. */
  publication: {
    view(organisation: OrganisationView): Promise<PublicationView>
    set(organisation: OrganisationView, on: boolean): Promise<Result<null, Problem>>
    /** Every version that was laid before both parties; null unless publication is on. */
    agreements(organisation: OrganisationView): Promise<PublishedAgreements | null>
    /** Every release of evidence; null unless publication is on. */
    evidence(organisation: OrganisationView): Promise<PublishedEvidence | null>
  }

  /** What somebody says is wrong with a figure, and the answer it must have; both stay. */
  queries: {
    /** About a worker or a case by its address; `not-found` where the import in force has none. */
    ask(
      organisation: OrganisationView,
      about: { about: QueryAbout; address: Address },
      query: NewFigureQuery,
    ): Promise<Result<null, Problem>>
    answer(
      organisation: OrganisationView,
      id: string,
      answer: { outcome: QueryOutcome; words: string; by: string },
    ): Promise<Result<null, Problem>>
    /** About one worker or case, the newest first. */
    about(organisation: OrganisationView, address: Address): Promise<FigureQuery[]>
    /** Every query whose worker or case is in the import in force, unanswered first. */
    list(organisation: OrganisationView): Promise<FigureQuery[]>
  }

  /**
   * Plans: who could take what, with the fewest moves. A plan is a question that is answered behind
   * the pages; it only proposes. A plan whose import or agreement is no longer in force is stale.
   */
  plans: {
    list(organisation: OrganisationView, page: number): Promise<{ rows: PlanRow[]; total: number }>
    /** Asks; the same question on the same input gives the plan that is there already. */
    ask(organisation: OrganisationView, asked: PlanAsked): Promise<Result<{ id: string }, Problem>>
    progress(organisation: OrganisationView, id: string): Promise<PlanProgress | null>
    /** Asks a plan in the making to stop; one that is ready stays. */
    cancel(organisation: OrganisationView, id: string): Promise<Result<null, Problem>>
    view(organisation: OrganisationView, id: string): Promise<PlanView | null>
    /** Null unless ready. */
    certificate(organisation: OrganisationView, id: string): Promise<CertificateView | null>
    /** The certificate as “fairload check” takes it, the bytes of a JSON document; null unless ready. */
    certificateFile(organisation: OrganisationView, id: string): Promise<Uint8Array | null>
    /** The latest ready or waiting plan of this scope on today's input, for links from team and service pages. */
    latest(organisation: OrganisationView, team: Address | null): Promise<PlanRow | null>
  }

  /** Who is to take which case: decided by a person, answered by the worker, never changed. */
  decisions: {
    /** Work in nobody's hands, what presses most first, with what was already decided. */
    queue(asked: Asked): Promise<QueueView | null>
    /** The newest first; of one worker, or (`open`) those that wait or stand and count. */
    list(
      organisation: OrganisationView,
      of?: { worker?: Address; open?: boolean },
    ): Promise<DecisionRow[]>
    view(organisation: OrganisationView, id: string): Promise<DecisionView | null>
    /** Decides who is to take a case and those who go with it. @returns its id, or who decided before. */
    make(
      organisation: OrganisationView,
      of: Address,
      given: NewDecisionGiven,
    ): Promise<Result<{ id: string }, Problem>>
    second(
      organisation: OrganisationView,
      id: string,
      given: { answer: SecondAnswer; words: string },
    ): Promise<Result<AnsweredDecision, Problem>>
    answer(
      organisation: OrganisationView,
      id: string,
      given: { answer: WorkerAnswer; reason: NotSafeReason | null; words: string },
    ): Promise<Result<AnsweredDecision, Problem>>
    respond(
      organisation: OrganisationView,
      id: string,
      given: { answer: ManagerAnswer; words: string },
    ): Promise<Result<AnsweredDecision, Problem>>
    recall(
      organisation: OrganisationView,
      id: string,
      given: { words: string },
    ): Promise<Result<AnsweredDecision, Problem>>
    /** Makes a decision's certificate again from what is kept; null where there is no such decision. */
    replay(
      organisation: OrganisationView,
      id: string,
    ): Promise<{ outcome: 'same' | 'different' | 'not-kept'; hash: string | null } | null>
    /** Everything of a team that waits, placed together; nothing is decided. */
    batch(asked: Asked, team: Address, reach: 'team' | 'service'): Promise<BatchView | null>
    /** Several decisions for one reason, each by itself: one that no longer holds is left. */
    makeMany(
      organisation: OrganisationView,
      proposed: readonly { child: Address; to: Address }[],
      given: Omit<NewDecisionGiven, 'to'>,
    ): Promise<ManyDecided[]>
    /** Brings decisions up to what the files in force show. */
    follow(organisation: OrganisationView): Promise<void>
  }

  /** Who could take a case, or take it over; null where it does not exist or is being handed over. */
  shortlist(asked: Asked, of: Address, reach: 'team' | 'service'): Promise<ShortlistView | null>

  /** Overloads that the clock entered, who must answer and by when, and what was done. */
  register: {
    /** Every entry that may be seen, the newest first. */
    list(organisation: OrganisationView): Promise<RegisterList>
    entry(organisation: OrganisationView, id: string): Promise<RegisterEntry | null>
    /** Entries about one worker by their address, the newest first. */
    ofWorker(organisation: OrganisationView, worker: Address): Promise<RegisterRow[]>
    /** Writes what was done under an open entry; it is never changed. */
    answer(
      organisation: OrganisationView,
      id: string,
      answer: NewRegisterAnswer,
    ): Promise<Result<null, Problem>>
    /** How many entries there are, small numbers withheld. */
    counts(organisation: OrganisationView): Promise<RegisterCounts>
    /** Brings the register up to today: what a day that passes changes by itself. */
    follow(organisation: OrganisationView): Promise<void>
  }

  /** Who leaves or will be away for long, and where their cases go: planned before the last day. */
  leavers: {
    /** Those of the next weeks who hold cases, the last day first that comes first. */
    list(asked: Asked): Promise<LeaversView | null>
    /** Anybody's whole caseload, and whether they go. */
    view(asked: Asked, worker: Address): Promise<LeaverView | null>
    /** Where all of it that has no decision could go, placed together; nothing is decided. */
    plan(asked: Asked, worker: Address, reach: 'team' | 'service'): Promise<LeaverPlan | null>
    /** Notes notice that was given. */
    note(
      organisation: OrganisationView,
      worker: Address,
      notice: NewNotice,
    ): Promise<Result<null, Problem>>
    /** Takes a notice back; that it was noted stays. */
    withdraw(
      organisation: OrganisationView,
      worker: Address,
      notice: string,
    ): Promise<Result<null, Problem>>
  }

  /**
   * Handovers: a case changes hands on the last signature of its handover; until then whoever hands
   * it over answers for it. By the id of the decision that the case changes hands.
   */
  handovers: {
    /**
     * Those that may be seen and are not over, and the last that are; of one team (with those
     * beneath), worker or case, or (`open`) those alone whose decision counts now, where asked.
     */
    list(
      organisation: OrganisationView,
      of?: { team?: Address; worker?: Address; case?: Address; open?: boolean },
    ): Promise<HandoverLists>
    view(organisation: OrganisationView, id: string): Promise<HandoverView | null>
    /** Enters a step as done; a signature is the person's own, given today. */
    record(
      organisation: OrganisationView,
      id: string,
      step: NewStep,
    ): Promise<Result<null, Problem>>
    /** Takes back a step entered in error, and the signatures that were given over it. */
    undo(
      organisation: OrganisationView,
      id: string,
      of: { step: HandoverStep; words: string },
    ): Promise<Result<null, Problem>>
    /** Sets the day on which the case is to change hands. */
    plan(
      organisation: OrganisationView,
      id: string,
      of: { on: IsoDate; words: string },
    ): Promise<Result<null, Problem>>
    /** Notes that the case was moved by message alone. */
    noteMoved(
      organisation: OrganisationView,
      id: string,
      of: { on: IsoDate; words: string },
    ): Promise<Result<null, Problem>>
    /** Passes the case on at once; where the agreement asks a second person, once they agree. */
    emergency(
      organisation: OrganisationView,
      id: string,
      of: { reason: EmergencyReason; words: string },
    ): Promise<Result<null, Problem>>
    answerEmergency(
      organisation: OrganisationView,
      id: string,
      of: { agrees: boolean; words: string },
    ): Promise<Result<null, Problem>>
    /** How many there were and which clauses were broken, small numbers withheld. */
    counts(organisation: OrganisationView): Promise<HandoverCounts>
    /** Notes what the files in force show by themselves: cases moved by message alone. */
    follow(organisation: OrganisationView): Promise<void>
  }

  /** What waits for people, and how each is told of it. */
  reminders: {
    /** What waits for whoever asks, the soonest due first. */
    waiting(organisation: OrganisationView): Promise<Waiting[]>
    choices(organisation: OrganisationView): Promise<ReminderChoices>
    /** Makes the calendar feed of whoever asks, in place of the one before. @returns its secret, once. */
    makeFeed(organisation: OrganisationView): Promise<string>
    endFeed(organisation: OrganisationView): Promise<void>
    /** Turns the message of the day to whoever asks on or off. */
    turnMail(organisation: OrganisationView, on: boolean): Promise<void>
    /** What a feed shows now, for whoever has its secret; null where there is no such feed. */
    calendar(organisation: OrganisationView, secret: string): Promise<CalendarItem[] | null>
  }

  /** What a load balancer and `doctor` ask: can figures be read right now? */
  ready(): Promise<Result<null, Problem>>
}
