/** Carries messages in both directions, in order. What crosses must survive structured cloning and JSON alike. */
export interface Channel {
  post(message: unknown): void;
  /** Takes the listener for what arrives; called once. */
  listen(listener: (message: unknown) => void): void;
}
