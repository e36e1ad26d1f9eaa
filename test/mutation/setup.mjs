/** Beside a mutant a law need only fail, not be shrunk to its smallest case. */
import fc from 'fast-check'

fc.configureGlobal({ endOnFailure: true })
