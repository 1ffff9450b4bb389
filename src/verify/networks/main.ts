import { parseArguments } from '../../cli/arguments.ts';
import { jsonOption, readSeed, seedOption } from '../../cli/inputs.ts';
import { AppError } from '../../contract/errors.ts';
import { networksText, verifyNetworks } from './verify.ts';

/** `npm run verify:networks`: exit code 0 when no exact figure is further off than chance explains, else 1; 104 for bad input. */

const NETWORKS = 200;
const MOST_NETWORKS = 100_000;

try {
  const args = parseArguments(process.argv.slice(2), {
    networks: { kind: 'text', value: 'N', help: `random networks (default ${NETWORKS})` },
    ...seedOption,
    ...jsonOption,
  });
  if (args.flag('help')) {
    process.stdout.write('npm run verify:networks -- [--networks N] [--seed N] [--json]\n');
  } else {
    const networks = args.integer('networks', 1, MOST_NETWORKS) ?? NETWORKS;
    const verification = await verifyNetworks(networks, readSeed(args) ?? 1);
    process.stdout.write(
      args.flag('json') ? `${JSON.stringify(verification, null, 2)}\n` : networksText(verification),
    );
    process.exitCode = verification.passed ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 104;
}
