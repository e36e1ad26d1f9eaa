/**
 * Asks the browser for a passkey where a form says so. Without scripts, or in a browser that has none,
 * the page's own words about another way in stay.
 */

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0))
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

async function made(question) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...question,
      challenge: bytes(question.challenge),
      user: { ...question.user, id: bytes(question.user.id) },
      excludeCredentials: (question.excludeCredentials ?? []).map((each) => ({
        ...each,
        id: bytes(each.id),
      })),
    },
  })
  const { response } = credential
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  }
}

async function used(question) {
  const credential = await navigator.credentials.get({
    publicKey: { ...question, challenge: bytes(question.challenge), allowCredentials: [] },
  })
  const { response } = credential
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : undefined,
    },
  }
}

const NONE =
  'Your device gave no passkey: it was stopped, took too long, or has none for Fairload. Try once more, or go back.'

/** Makes every form of the page that asks for a passkey ask for it. */
export function askForPasskeys(document) {
  if (!globalThis.PublicKeyCredential) return
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.parentElement.classList.add('fl-passkey--ready')
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      const trouble = form.querySelector('[data-trouble]')
      trouble.textContent = ''
      try {
        const question = JSON.parse(form.dataset.question)
        const answer = await (form.dataset.passkey === 'make' ? made : used)(question)
        form.elements.namedItem('answer').value = JSON.stringify(answer)
      } catch {
        trouble.textContent = NONE
        return
      }
      form.submit()
    })
  }
}
