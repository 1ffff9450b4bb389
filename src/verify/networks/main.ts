import { readSeed } from '../../cli/inputs.ts';
import { whole } from '../../contract/numberText.ts';
import { runProgram } from '../program.ts';
import { networksText, verifyNetworks } from './verify.ts';

/** `npm run verify:networks`: passes when no exact figure of random networks is further off than chance explains. */

const NETWORKS = 200;
const MOST_NETWORKS = 100_000;

await runProgram({
  usage: 'npm run verify:networks -- [--networks N] [--seed N] [--json]',
  options: {
    networks: { kind: 'text', value: 'N', help: `random networks (default ${NETWORKS})` },
  },
  verify: (args) =>
    verifyNetworks(
      args.number('networks', whole(1, MOST_NETWORKS)) ?? NETWORKS,
      readSeed(args) ?? 1,
    ),
  text: networksText,
});
