import { describe, expect, test } from 'vitest'
import { fold } from '../../kit/index.ts'
import {
  aroundComma,
  forenameFirst,
  isPlaceholder,
  namesJoined,
  readsAsNobody,
  readsAsTeam,
} from './names.ts'

describe('cells that name nobody', () => {
  test.each([
    '#N/A',
    '#MULTIVALUE',
    '#REF!',
    'n/a',
    'TBC',
    'Duty',
    '.',
    '---',
    'Social Worker',
    'nan',
  ])('%s', (cell) => {
    expect(isPlaceholder(fold(cell))).toBe(true)
  })

  test.each(['Amara Okoye', 'Ng', 'Ana Duty', 'Bill Pool', 'Jo Agency-Smith', '王芳'])(
    '%s is a name',
    (cell) => {
      expect(isPlaceholder(fold(cell))).toBe(false)
    },
  )

  test.each<[string, boolean]>([
    ['Duty - North', true],
    ['Agency worker 2', true],
    ['Vacant post 3', true],
    ['MASH (unallocated)', true],
    ['Duty, Marie', false],
    ['Tobey Pending-Hall', false],
    ['Dutyfield Ann', false],
  ])('%s reads as nobody: %s', (cell, expected) => {
    expect(readsAsNobody(fold(cell))).toBe(expected)
  })

  test.each<[string, boolean]>([
    ['Court Team 2', true],
    ['Team 4', true],
    ['Locality 3 Unit 2', true],
    ['Front Door Hub', true],
    ['Teamer, Jo', false],
    ['Amara Okoye', false],
  ])('%s reads as a team: %s', (cell, expected) => {
    expect(readsAsTeam(fold(cell))).toBe(expected)
  })
})

describe('cells that name several people', () => {
  test.each<[string, string[] | null]>([
    ['Amara Okoye / Jo Lin', ['Amara Okoye', 'Jo Lin']],
    ['Amara Okoye/Jo Lin', ['Amara Okoye', 'Jo Lin']],
    ['Amara Okoye & Jo Lin; Sam Reed', ['Amara Okoye', 'Jo Lin', 'Sam Reed']],
    ['Amara Okoye AND Jo Lin', ['Amara Okoye', 'Jo Lin']],
    ['Amanda Anderson', null],
    ['Amara Okoye /', null],
    ['Okoye-Lin, Amara', null],
  ])('%s', (cell, expected) => {
    expect(namesJoined(cell)).toEqual(expected)
  })
})

test('a name with the surname first is turned round; others stay', () => {
  expect(forenameFirst(fold('OKOYE,  Amara'))).toBe('amara okoye')
  expect(forenameFirst('amara okoye')).toBe('amara okoye')
  expect(aroundComma('a, b, c')).toBeNull()
  expect(aroundComma('okoye,')).toBeNull()
})
