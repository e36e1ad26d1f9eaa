import { addDays, addMonths, type IsoDate } from '../../../kit/index.ts'
import { addWorkingDays } from '../../../core/calendar/index.ts'
import type { Authority, Episode, SimChild } from '../model.ts'
import { element, flag } from './xml.ts'

/**
 * The children in need census of the year to the last day, in the order of the 2025 schema: every
 * child with an episode open in it. Chunk by chunk: a large authority's file is tens of megabytes.
 */
export function* cinCensus(authority: Authority): Generator<string> {
  const on = authority.on
  const since = addMonths(on, -12)
  yield `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails>
      <Collection>CIN</Collection>
      <Year>${on.slice(0, 4)}</Year>
      <ReferenceDate>${on}</ReferenceDate>
    </CollectionDetails>
    <Source>
      <SourceLevel>L</SourceLevel>
      <LEA>${authority.code}</LEA>
      <SoftwareCode>Fairload simulated authority</SoftwareCode>
      <Release>1</Release>
      <SerialNo>001</SerialNo>
      <DateTime>${addDays(on, 30)}T09:00:00Z</DateTime>
    </Source>
  </Header>
  <Children>
`
  let text = ''
  for (const child of authority.children) {
    const episodes = child.episodes.filter((e) => e.closed === null || e.closed > since)
    if (episodes.length === 0) continue
    text += childXml(child, episodes, on)
    if (text.length > 1 << 18) {
      yield text
      text = ''
    }
  }
  yield `${text}  </Children>\n</Message>\n`
}

function childXml(child: SimChild, episodes: readonly Episode[], on: IsoDate): string {
  const unborn = child.birthDate > on
  const disabilities = child.disabilities.length > 0 ? child.disabilities : ['NONE']
  return `    <Child>
      <ChildIdentifiers>
${element('LAchildID', child.id, '        ')}${
    unborn
      ? element('UPNunknown', 'UN1', '        ') +
        element('ExpectedPersonBirthDate', child.birthDate, '        ')
      : element('UPN', child.upn, '        ') +
        element('PersonBirthDate', child.birthDate, '        ')
  }${element('Sex', child.sex, '        ')}      </ChildIdentifiers>
      <ChildCharacteristics>
${element('Ethnicity', child.ethnicity, '        ')}        <Disabilities>
${disabilities.map((code) => element('Disability', code, '          ')).join('')}        </Disabilities>
      </ChildCharacteristics>
${episodes.map(episodeXml).join('')}    </Child>
`
}

function episodeXml(episode: Episode): string {
  const pad = '        '
  const inner = '          '
  const conference = episode.enquiries.find((e) => e.conference !== null)?.conference ?? null
  return `      <CINdetails>
${element('CINreferralDate', episode.referral, pad)}${element('ReferralSource', episode.source, pad)}${
    episode.outcome === 'no-action' ? '' : element('PrimaryNeedCode', episode.need, pad)
  }${element('CINclosureDate', episode.closed, pad)}${element(
    'ReasonForClosure',
    episode.outcome === 'no-action' ? null : episode.closureReason,
    pad,
  )}${element('DateOfInitialCPC', conference, pad)}${episode.assessments
    .map(
      (a) =>
        `${pad}<Assessments>\n${element('AssessmentActualStartDate', a.start, inner)}${element(
          'AssessmentInternalReviewDate',
          addWorkingDays(a.start, 10),
          inner,
        )}${element('AssessmentAuthorisationDate', a.authorised, inner)}${
          a.authorised === null
            ? ''
            : `${inner}<FactorsIdentifiedAtAssessment>\n${a.factors.map((f) => element('AssessmentFactors', f, `${inner}  `)).join('')}${inner}</FactorsIdentifiedAtAssessment>\n`
        }${pad}</Assessments>\n`,
    )
    .join('')}${episode.needPlans
    .map(
      (p) =>
        `${pad}<CINPlanDates>\n${element('CINPlanStartDate', p.start, inner)}${element('CINPlanEndDate', p.end, inner)}${pad}</CINPlanDates>\n`,
    )
    .join('')}${episode.enquiries
    .map(
      (e) =>
        `${pad}<Section47>\n${element('S47ActualStartDate', e.start, inner)}${
          e.conferenceNeeded === false
            ? ''
            : element('InitialCPCtarget', addWorkingDays(e.start, 15), inner)
        }${element('DateOfInitialCPC', e.conference, inner)}${element('ICPCnotRequired', flag(e.conferenceNeeded === false), inner)}${pad}</Section47>\n`,
    )
    .join(
      '',
    )}${element('ReferralNFA', flag(episode.outcome === 'no-action'), pad)}${episode.protectionPlans
    .map(
      (p) =>
        `${pad}<ChildProtectionPlans>\n${element('CPPstartDate', p.start, inner)}${element('CPPendDate', p.end, inner)}${element('InitialCategoryOfAbuse', p.initial, inner)}${element('LatestCategoryOfAbuse', p.latest, inner)}${element('NumberOfPreviousCPP', p.previousPlans, inner)}${
          p.reviews.length === 0
            ? ''
            : `${inner}<Reviews>\n${p.reviews.map((r) => element('CPPreviewDate', r, `${inner}  `)).join('')}${inner}</Reviews>\n`
        }${pad}</ChildProtectionPlans>\n`,
    )
    .join('')}      </CINdetails>
`
}
