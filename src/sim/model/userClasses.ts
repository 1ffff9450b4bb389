import type { Scenario } from './scenario.ts';
import type { ScriptedRequest, StepCondition, UserClass, WaitTime } from './scenario/workload.ts';

/** One request of a script, by the number of its endpoint. */
export interface Step {
  readonly endpoint: number;
  readonly when: StepCondition;
}

/** A user class, ready to be followed. */
export interface CompiledClass {
  readonly onStart: readonly Step[];
  /** In the order in which they are done, if they are sequential. */
  readonly sequential: boolean;
  readonly tasks: readonly Step[];
  /** Running sum of the tasks' weights. */
  readonly cumulated: readonly number[];
  /** Tasks of a user who arrives by itself, does its journey and leaves. */
  readonly journey: number;
  readonly waitTime: WaitTime;
}

/** The user classes of a scenario, in its order. */
export function compileClasses({ endpoints, workload }: Scenario): readonly CompiledClass[] {
  const names = Object.keys(endpoints);
  const compiled = ({ request, when }: ScriptedRequest): Step => ({
    endpoint: names.indexOf(request),
    when,
  });
  return workload.user_classes.map((userClass) => {
    const sequential = userClass.task_order === 'sequential';
    const tasks = sequential ? repeated(userClass.tasks) : userClass.tasks;
    let sum = 0;
    return {
      sequential,
      onStart: userClass.on_start.map(compiled),
      tasks: tasks.map(compiled),
      cumulated: tasks.map(({ weight }) => (sum += weight)),
      journey: sequential ? tasks.length : Math.min(1, tasks.length),
      waitTime: userClass.wait_time,
    };
  });
}

/** Each task as often in a row as its weight says. */
function repeated(tasks: UserClass['tasks']): UserClass['tasks'] {
  return tasks.flatMap((task) => Array.from({ length: task.weight }, () => task));
}
