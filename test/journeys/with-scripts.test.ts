import { describe } from 'vitest'
import { newcomer } from './newcomer.ts'

describe('a newcomer whose browser runs scripts', () => newcomer(true))
