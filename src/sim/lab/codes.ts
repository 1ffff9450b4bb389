/** How a station serves. */
export const FIFO = 0;
export const LIFO = 1;
export const RANDOM = 2;
export const PRIORITY = 3;
export const PREEMPTIVE = 4;
export const SHARED = 5;
export const disciplines = {
  FIFO,
  LIFO,
  random: RANDOM,
  priority: PRIORITY,
  preemptive: PREEMPTIVE,
  PS: SHARED,
};

/** Where the jobs of a class come from. */
export const OPEN = 0;
export const CLOSED = 1;
export const TRACED = 2;

/** Stands for a next visit that is drawn, and for no visit at all. */
export const DRAWN = -2;
export const NOWHERE = -1;

/** More than any number of jobs. */
export const UNLIMITED = 2 ** 31 - 1;
