import { Piscina } from 'piscina';
import { inlineMore } from '../inlining.ts';

/**
 * What `worker`, a module whose default export takes an order, answers to each of `orders`, in their order; begun in it, on all cores.
 * Rejects with the first error of a worker.
 */
export async function onAllCores<Order, Answer>(
  worker: URL,
  orders: readonly Order[],
): Promise<Answer[]> {
  inlineMore();
  const pool = new Piscina({ filename: worker.href });
  try {
    return await Promise.all(orders.map((order) => pool.run(order) as Promise<Answer>));
  } finally {
    await pool.destroy();
  }
}
