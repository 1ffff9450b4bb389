import { scenarioJsonSchema } from '../../contract/scenario/jsonSchema.ts';
import type { Command } from '../command.ts';
import { printJson } from '../work.ts';

export const schema: Command = {
  name: 'schema',
  summary: 'the JSON Schema of scenario files, for editors',
  options: {},
  examples: ['', '> scenario.schema.json'],
  async run(_, host) {
    printJson(host, scenarioJsonSchema());
  },
};
