import { z } from 'zod';
import { scenarioSchema } from './schema.ts';

/** JSON Schema (draft 2020-12) of the scenario document, for editors: settings with a documented default are optional. */
export function scenarioJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(scenarioSchema, {
    io: 'input',
    // Readonly in TypeScript says nothing about a file, but editors take it for a field that may not be edited.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  });
  return {
    $schema,
    title: 'Plimsoll scenario, version 1',
    description:
      'A load test and the service under it: workload, endpoints, web tier, pooling and PostgreSQL.',
    ...schema,
  };
}
