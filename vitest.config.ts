import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,fixtures,guards,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.slow.test.ts'],
          setupFiles: ['guards/reproducible.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'slow',
          include: ['{src,fixtures}/**/*.slow.test.ts'],
          testTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
