import { whole } from '../../contract/numberText.ts';
import type { Command } from '../command.ts';
import { storeOptions } from '../inputs.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'the screens in a browser on this machine, until interrupted',
  options: {
    port: { kind: 'text', value: 'N', help: 'port on 127.0.0.1 (default: any free one)' },
    ...storeOptions,
  },
  examples: ['', '--port 8080 --db mine.db'],
  async run(args, host) {
    await host.serve({
      databaseFile: args.text('db') ?? host.defaultDatabase,
      port: args.number('port', whole(0, 65_535)) ?? 0,
    });
  },
};
