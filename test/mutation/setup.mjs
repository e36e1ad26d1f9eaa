/**
 * Beside a mutant a law need only fail, not be shrunk to its smallest case; and what has held for a
 * fifth of a second is taken to hold: there are thousands of mutants.
 */
import fc from 'fast-check'

fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 200 })
