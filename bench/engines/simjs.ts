import { createRequire } from 'node:module';
import type { BenchModel, ClosedModel, NestedModel, OpenModel } from '../models.ts';
import {
  BatchSums,
  compileFirst,
  cpuSeconds,
  type Engine,
  type EngineRun,
  responseOf,
} from './engine.ts';

// What the bench uses of simjs, which ships no types.
interface Request {
  done(callback: () => void): Request;
}
interface SimEntity {
  time(): number;
  setTimer(duration: number): Request;
  useFacility(facility: object, duration: number): Request;
  getBuffer(buffer: object, amount: number): Request;
  putBuffer(buffer: object, amount: number): Request;
}
interface SimJs {
  readonly Sim: new () => {
    addEntity(entity: new () => SimEntity): void;
    simulate(until: number, maxEvents: number): void;
  };
  readonly Entity: new () => SimEntity;
  readonly Facility: new (name: string, discipline: number, servers: number) => object;
  readonly Buffer: new (name: string, capacity: number, initial: number) => object;
  readonly Random: new (seed: number) => { exponential(rate: number): number };
}

/** Thrown out of a callback once all jobs are done: simjs can only stop at a time. */
const ENOUGH = new Error('enough');

const simjs = load();

export const simjsEngine: Engine = {
  name: 'simjs 2.0.3',
  jobShare: 0.2,
  missing: null,
  run(model, jobs, seed) {
    compileFirst(jobs, (few) => simulate(model, few, seed));
    return simulate(model, jobs, seed);
  },
};

function simulate(model: BenchModel, jobs: number, seed: number): EngineRun {
  const sums = new BatchSums(jobs);
  const random = new simjs.Random(seed);
  const draw = (mean: number): number => random.exponential(1 / mean);
  const done = (response: number): void => {
    if (!sums.add(response)) throw ENOUGH;
  };
  const sim = new simjs.Sim();
  addEntities(sim.addEntity.bind(sim), model.shape, draw, done);
  const seconds = cpuSeconds(() => {
    try {
      sim.simulate(Infinity, Infinity);
    } catch (error) {
      if (error !== ENOUGH) throw error;
    }
  });
  const events = sums.jobs * model.eventsPerJob;
  return { jobs: sums.jobs, events, seconds, response: responseOf(sums.means) };
}

type Draw = (mean: number) => number;
type Done = (response: number) => void;

function addEntities(
  add: (entity: new () => SimEntity) => void,
  shape: OpenModel | ClosedModel | NestedModel,
  draw: Draw,
  done: Done,
): void {
  if (shape.kind === 'open') add(openSource(shape, draw, done));
  else {
    const User =
      shape.kind === 'closed' ? closedUser(shape, draw, done) : nestedUser(shape, draw, done);
    for (let user = 0; user < shape.users; user++) add(User);
  }
}

function openSource({ interarrival, service }: OpenModel, draw: Draw, done: Done) {
  const server = new simjs.Facility('server', 0, 1);
  return class extends simjs.Entity {
    start(): void {
      this.setTimer(draw(interarrival)).done(() => {
        const since = this.time();
        this.useFacility(server, draw(service)).done(() => done(this.time() - since));
        this.start();
      });
    }
  };
}

function closedUser({ think, servers, service }: ClosedModel, draw: Draw, done: Done) {
  const pool = new simjs.Facility('pool', 0, servers);
  return class extends simjs.Entity {
    start(): void {
      this.setTimer(draw(think)).done(() => {
        const since = this.time();
        this.useFacility(pool, draw(service)).done(() => {
          done(this.time() - since);
          this.start();
        });
      });
    }
  };
}

function nestedUser(model: NestedModel, draw: Draw, done: Done) {
  const workers = new simjs.Buffer('workers', model.workers, model.workers);
  const connections = new simjs.Buffer('connections', model.connections, model.connections);
  return class extends simjs.Entity {
    start(): void {
      this.setTimer(draw(model.think)).done(() => {
        const since = this.time();
        this.getBuffer(workers, 1).done(() => {
          this.setTimer(draw(model.cpu)).done(() => {
            this.getBuffer(connections, 1).done(() => {
              this.setTimer(draw(model.held)).done(() => {
                this.putBuffer(connections, 1);
                this.putBuffer(workers, 1);
                done(this.time() - since);
                this.start();
              });
            });
          });
        });
      });
    }
  };
}

/** simjs is a bundle for browsers: all that it exports is `window.Sim`. */
function load(): SimJs {
  const host = globalThis as unknown as { window?: { Sim?: SimJs } };
  const page: { Sim?: SimJs } = {};
  host.window = page;
  createRequire(import.meta.url)('simjs');
  delete host.window;
  return page.Sim!;
}
