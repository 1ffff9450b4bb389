import { setImmediate } from 'node:timers/promises';
import { AppError } from '../../contract/errors.ts';
import { parseNetwork } from '../../contract/queue/check.ts';
import { defaultOrder, orderNumbers } from '../../contract/queue/runOrder.ts';
import { queueBlocks } from '../../services/report/queue.ts';
import { inlineMore } from '../../inlining.ts';
import { toText } from '../../services/report/text.ts';
import { grouped } from '../../sim/grouped.ts';
import { answerNetwork, type AnswerProgress, type QueueAnswer } from '../../sim/lab/answer.ts';
import type { QueueNetwork } from '../../sim/lab/network.ts';
import type { Command } from '../command.ts';
import { readDocument } from '../documentFile.ts';
import type { CliHost } from '../host.ts';
import { jsonOption, readReplications, readSeed, seedOption } from '../inputs.ts';
import { createProgressBar } from '../progress.ts';
import { printJson } from '../work.ts';

export const queue: Command = {
  name: 'queue',
  summary: 'what a small queueing network does, beside what theory says of it',
  takesFiles: true,
  options: {
    replications: {
      kind: 'text',
      value: 'N',
      help: `independent runs (default ${defaultOrder.replications})`,
    },
    ...seedOption,
    transient: {
      kind: 'text',
      value: 'SECONDS',
      help: 'from an empty system for this long, instead of what the document asks for',
    },
    ...jsonOption,
  },
  examples: [
    'fixtures/queues/mmc.json',
    'fixtures/queues/nested.json --replications 50 --seed 7 --json',
    'fixtures/queues/mmc.json --transient 600',
  ],
  async run(args, host) {
    const transient = args.number('transient', orderNumbers.transient_s);
    const replications = readReplications(args) ?? defaultOrder.replications;
    const seed = readSeed(args) ?? defaultOrder.seed;
    const network = readDocument(onlyFile(args.files), 'a network document', (document) =>
      parseNetwork(document, transient, '--transient SECONDS'),
    );
    const answer = await work(host, network, replications, seed);
    if (args.flag('json')) printJson(host, answer);
    else host.write(toText(queueBlocks(answer)));
  },
};

function onlyFile(files: readonly string[]): string {
  const [file] = files;
  if (file !== undefined && files.length === 1) return file;
  const given = files.length === 0 ? 'is missing' : `is ${files.join(', ')}`;
  throw new AppError(
    'invalid-input',
    `FILE: ${given}; accepted: one network document, such as fixtures/queues/mmc.json`,
  );
}

/** A replication may be long, and is run right here, piece by piece. */
async function work(
  host: CliHost,
  network: QueueNetwork,
  replications: number,
  seed: number,
): Promise<QueueAnswer> {
  inlineMore();
  const bar = createProgressBar(host.draw);
  const study = answerNetwork(network, replications, seed);
  try {
    for (let step = study.next(); ; step = study.next()) {
      if (step.done === true) return step.value;
      const { done, share, of, piloting } = step.value;
      bar.update(piloting ? 0 : (done + share) / of, inWords(step.value));
      await setImmediate();
      host.signal.throwIfAborted();
    }
  } finally {
    bar.clear();
  }
}

function inWords({ done, of, piloting, time_s }: AnswerProgress): string {
  const what = piloting ? 'pilot run' : `replication ${Math.min(done + 1, of)} of ${of}`;
  return `${what}: ${grouped(time_s)} s`;
}
