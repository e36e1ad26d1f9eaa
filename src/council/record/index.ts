export { anchorLine, anchorsOf, anchorsFrom, type Anchor } from './anchors.ts'
export { keepAnchors } from './anchor-file.ts'
export { recordSentence } from './words.ts'
