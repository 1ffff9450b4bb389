/** The machines that run Django, and the web server on each. */
export interface Web {
  readonly server: 'runserver' | 'gunicorn' | 'uvicorn';
  readonly worker_class: 'sync' | 'gthread' | 'gevent';
  readonly workers: number;
  readonly threads: number;
  /** Connections that one gthread or gevent worker has open at most, idle ones included (semantics D4, D7). */
  readonly worker_connections: number;
  readonly backlog: number;
  /** The kernel's own limit on any backlog (semantics D2). */
  readonly somaxconn: number;
  /** s */
  readonly timeout: number;
  /** s an idle connection is kept */
  readonly keepalive: number;
  /** Requests after which a worker is replaced, and up to how many more by chance (semantics D6); 0: never. */
  readonly max_requests: number;
  readonly max_requests_jitter: number;
  /** s that a worker which is to end waits for the requests that it still works on. */
  readonly graceful_timeout: number;
  /** s from the end of a worker until its successor accepts. */
  readonly worker_boot_s: number;
  /** Machines that run the web server, each with all of the above, behind a balancer if there are several. */
  readonly replicas: number;
  readonly balancer: 'round_robin' | 'least_connections';
  /** Cores of one machine that runs Django; shared by all processes on it. */
  readonly cpu_cores: number;
  /**
   * How much the speed of the cores differs from run to run: standard deviation of its logarithm. Laptops, containers and
   * shared virtual machines are not equally fast every day, and no number of requests within one run averages that out.
   */
  readonly cpu_speed_sigma: number;
  /** `sys.getswitchinterval()`, ms: how long the GIL is kept when others wait (semantics C22). */
  readonly switch_interval_ms: number;
  /** Cores that other work on the machine would use if it had them to itself. */
  readonly background_cores: number;
  /** Python CPU to accept a connection and start its thread, ms. */
  readonly thread_start_ms: number;
  /** One way between load generator and web server, ms. */
  readonly client_hop_ms: number;
  /**
   * Requests between two runs of Python's cyclic garbage collector over what is young, in one process: it frees the
   * connections that ended threads have left (semantics C10, M6).
   */
  readonly requests_per_gc: number;
  /** The same of requests that fail by an error of the database: its traceback is more garbage than a page. */
  readonly failures_per_gc: number;
}
