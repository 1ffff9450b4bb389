/** What a worker says of an order that it could not carry out, see `answerOrders`. */
interface Refusal {
  readonly error: string;
}

interface Hearing<Message> {
  onMessage(message: Message): void;
  /** It could not be started, has died, or could not carry out an order. */
  onFailure(error: Error): void;
}

/** Hears what a worker of this page says from now on. Returns how to give it an order. */
export function talkToWorker<Order, Message extends object>(
  worker: Worker,
  { onMessage, onFailure }: Hearing<Message>,
): (order: Order) => void {
  worker.addEventListener('message', ({ data }: MessageEvent<Message | Refusal>) => {
    if ('error' in data) onFailure(new Error(data.error));
    else onMessage(data);
  });
  worker.addEventListener('error', ({ message }) =>
    onFailure(new Error(message || 'A worker of this page could not be started.')),
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  return (order) => worker.postMessage(order);
}

/** In a worker: carries out the orders of its page one after the other, and says what went wrong with one. */
export function answerOrders<Order, Message extends object>(
  carryOut: (order: Order, say: (message: Message) => void) => void,
): void {
  const page = globalThis as unknown as { postMessage(message: Message | Refusal): void };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
  const say = (message: Message | Refusal): void => page.postMessage(message);
  globalThis.addEventListener('message', ({ data }: MessageEvent<Order>) => {
    try {
      carryOut(data, say);
    } catch (error) {
      say({ error: error instanceof Error ? error.message : String(error) });
    }
  });
}
