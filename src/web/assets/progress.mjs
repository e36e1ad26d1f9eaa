const EVERY_MS = 2000
const AFTER_TROUBLE_MS = 10_000

/**
 * Fetches the page again while its progress is under way and swaps the progress in place, so that
 * nothing jumps and a screen reader hears the change politely. Without scripts the page refreshes
 * itself. When the work is done the page is loaded anew.
 *
 * @param {Document} page
 */
export function keepProgressFresh(page) {
  const region = page.querySelector('[data-progress="under-way"]')
  if (!region) return
  const again = async () => {
    let wait = EVERY_MS
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
      const fresh = new DOMParser()
        .parseFromString(await answer.text(), 'text/html')
        .querySelector('[data-progress="under-way"]')
      if (!answer.ok) wait = AFTER_TROUBLE_MS
      else if (fresh) region.replaceChildren(...fresh.childNodes)
      else return location.reload()
    } catch {
      // The server may be starting again: ask later.
      wait = AFTER_TROUBLE_MS
    }
    setTimeout(again, wait)
  }
  setTimeout(again, EVERY_MS)
}
