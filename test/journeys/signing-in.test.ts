import { describe } from 'vitest'
import { signingIn } from './signing-in.ts'

describe('the first administrator, with scripts', () => signingIn(true))
describe('the first administrator, whose browser runs no scripts', () => signingIn(false))
