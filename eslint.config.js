import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

/** Forbids imports that match any of the patterns, with the reason a reader needs. */
const forbid = (message, ...group) => ({
  'no-restricted-imports': ['error', { patterns: [{ group, message }] }],
});

export default tseslint.config(
  { ignores: ['dist/**', '.cockpit/**', 'node_modules/**', 'coverage/**'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  ...vue.configs['flat/recommended'],
  prettier,
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: tseslint.parser,
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  {
    rules: {
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'vue/multi-word-component-names': 'off',
    },
  },
  {
    files: ['warehouse/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: forbid(
      'warehouse imports nothing of ours: it is the bottom of the house.',
      '**/etl/**',
      '**/api/**',
      '**/jobs/**',
      '**/cockpit/**',
      '**/sample/**',
    ),
  },
  {
    files: ['etl/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: forbid(
      'etl may import warehouse only.',
      '**/api/**',
      '**/jobs/**',
      '**/cockpit/**',
      '**/sample/**',
    ),
  },
  {
    files: ['api/**/*.ts'],
    ignores: ['api/contracts/**', '**/*.test.ts'],
    rules: forbid(
      'api may import warehouse and api/contracts.',
      '**/etl/**',
      '**/jobs/**',
      '**/cockpit/**',
      '**/sample/**',
    ),
  },
  {
    files: ['api/contracts/**/*.ts'],
    rules: forbid(
      'api/contracts is read by the browser: Zod only.',
      'node:*',
      '../!(contracts)/**',
      '../../**',
    ),
  },
  {
    files: ['cockpit/**/*.ts', 'cockpit/**/*.vue'],
    rules: forbid(
      'cockpit may import api/contracts only.',
      '**/etl/**',
      '**/warehouse/**',
      '**/jobs/**',
      '**/sample/**',
      '**/api/routes/**',
      '**/api/middleware/**',
      '**/api/app*',
    ),
  },
);
