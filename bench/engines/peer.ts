import { z } from 'zod';

const report = z.object({
  jobs: z.number(),
  events: z.number(),
  seconds: z.number(),
  batchMeans: z.array(z.number()),
});
export type PeerReport = z.infer<typeof report>;

/** What a peer in a process of its own has printed. */
export function readReport(output: string): PeerReport {
  return report.parse(JSON.parse(output));
}
