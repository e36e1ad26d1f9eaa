export {
  askedFields,
  askFirst,
  AskFirst,
  AtRisk,
  LOOKED_AT,
  type ChildInWords,
} from './ask-first.tsx'
