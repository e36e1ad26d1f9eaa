import type { NumberShow } from './cells.ts'

const NUMBER: NumberShow = { as: 'number' }
const DATE: NumberShow = { as: 'date' }
const TIME: NumberShow = { as: 'time' }

/**
 * Built-in formats that a workbook may use without stating them (ECMA-376 part 1, 18.8.30): 14 to
 * 22 and 45 to 47 everywhere, 27 to 36 and 50 to 58 in East Asian editions.
 */
function builtIn(id: number): NumberShow {
  if ((id >= 14 && id <= 17) || id === 22) return DATE
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return TIME
  if ((id >= 32 && id <= 35) || id === 55 || id === 56) return TIME
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return DATE
  return NUMBER
}

/**
 * How a number of format `id` is shown; `code` is the workbook's own text for it, where it has one.
 */
export function numberShow(id: number, code: string | undefined): NumberShow {
  return code === undefined ? builtIn(id) : showOfCode(code)
}

/** Reads a format code such as `dd\/mm\/yyyy;@`, `[$-809]d mmmm yyyy`, `[h]:mm` or `000000`. */
export function showOfCode(code: string): NumberShow {
  const bare = literalsLeftOut(code)
  if (/^general$/i.test(bare.trim())) return NUMBER
  if (/^0{2,20}$/.test(bare)) return { as: 'padded', width: bare.length }
  if (/[yd]/i.test(bare)) return DATE
  const clocked = /[hs]/i.test(bare)
  if (/m/i.test(bare)) return clocked ? TIME : DATE
  return clocked ? TIME : NUMBER
}

/**
 * The first section of a code without quoted text, escaped characters, colours, conditions and
 * locales, whose letters are not parts of a date; `[h]`, `[mm]` and `[s]` keep theirs.
 */
function literalsLeftOut(code: string): string {
  let bare = ''
  for (let i = 0; i < code.length; i++) {
    const char = code.charAt(i)
    if (char === ';') break
    if (char === '"') {
      const close = code.indexOf('"', i + 1)
      if (close < 0) break
      i = close
    } else if (char === '\\' || char === '_' || char === '*') {
      i++
    } else if (char === '[') {
      const close = code.indexOf(']', i)
      if (close < 0) break
      const inside = code.slice(i + 1, close)
      // `[m]` alone counts minutes on, so it stands for a time, not for a month.
      if (/^(?:h+|m+|s+)$/i.test(inside)) bare += `${inside}s`
      i = close
    } else if (/^(?:am\/pm|a\/p)/i.test(code.slice(i, i + 5))) {
      bare += 'h'
      i += code.slice(i, i + 5).toLowerCase() === 'am/pm' ? 4 : 2
    } else {
      bare += char
    }
  }
  return bare
}
