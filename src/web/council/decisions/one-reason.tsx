import type { JSX } from 'preact'
import { Button, CountedTextarea, Select } from '../../components/index.ts'
import { overrideReasons } from '../../../core/allocation/index.ts'
import { overrideWords } from './words.ts'

/** The end of a form that decides several cases for one reason: why them, what all are told, the button. */
export function OneReason(props: {
  tried: { overrideReason: string; words: string } | null
  /** What the words begin as. */
  words: string
  error(field: string): string | undefined
}): JSX.Element {
  const { tried, error } = props
  return (
    <>
      <Select
        name="overrideReason"
        id="overrideReason"
        label="For those who do not have the most room for a child alone: why them?"
        hint="What is fairest together is not always so one by one."
        error={error('overrideReason')}
        value={tried?.overrideReason ?? 'other'}
        items={overrideReasons.map((value) => ({ value, text: overrideWords[value] }))}
      />
      <CountedTextarea
        name="words"
        id="words"
        label="One reason for all of them"
        hint="Each worker reads it. Use no names of children."
        rows={3}
        most={4_000}
        value={tried?.words ?? props.words}
        error={error('words')}
      />
      <Button preventDoubleClick>Ask them all</Button>
    </>
  )
}
