/**
 * What scripts add: GOV.UK's own behaviour for the components in use, and progress that updates
 * itself in place. Every page works without any of it.
 */
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
  isSupported,
} from 'govuk-frontend'
import { askForPasskeys } from './passkey.mjs'
import { keepProgressFresh } from './progress.mjs'

document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('govuk-frontend-supported')
}
if (isSupported()) {
  for (const component of [
    Button,
    CharacterCount,
    Checkboxes,
    ErrorSummary,
    NotificationBanner,
    Radios,
    ServiceNavigation,
    SkipLink,
  ]) {
    createAll(component)
  }
}
keepProgressFresh(document)
askForPasskeys(document)

// Gone back to as it was left, a page holds forms whose keys are used up: it is asked for anew.
let isSent = false
addEventListener('submit', () => (isSent = true))
addEventListener('pageshow', (event) => {
  if (event.persisted && isSent) location.reload()
})
