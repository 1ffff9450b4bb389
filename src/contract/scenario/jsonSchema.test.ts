import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioJsonSchema } from './jsonSchema.ts';

describe('scenarioJsonSchema', () => {
  it('is what docs/scenario.schema.json holds; `plimsoll schema > docs/scenario.schema.json` renews it', () => {
    const committed = readFileSync(
      new URL('../../../docs/scenario.schema.json', import.meta.url),
      'utf8',
    );
    expect(JSON.parse(committed)).toEqual(scenarioJsonSchema());
  });

  it('leaves settings with a documented default optional and refuses unknown ones', () => {
    const schema = scenarioJsonSchema() as {
      properties: Record<string, { required?: string[]; additionalProperties?: boolean }>;
    };
    expect(schema.properties['web']).toMatchObject({
      required: ['server'],
      additionalProperties: false,
    });
  });
});
