import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { counted } from '../../../sim/counted.ts';
import { Panel } from '../../ui/Panel.tsx';
import { count } from '../../ui/format.ts';
import styles from './Gap.module.css';
import { useGapStart } from './gapStart.ts';

interface Props {
  /** Of the scenario that would be studied. */
  readonly name: string;
  /** Null while what is typed is not accepted. */
  readonly targetUsers: number | null;
}

const answers: readonly (readonly [question: string, answer: string])[] = [
  [
    'How many users are safe?',
    'The most users for which each target of the report holds with 95 % confidence, and which target gives way first.',
  ],
  [
    'What fails beyond, and why?',
    'Requests, failures by cause, response times and database slots at each rung of a ladder of users.',
  ],
  [
    'What does each fix bring?',
    'Safe users with each fix of the report alone and with all of them stacked, compared run by run under the same random numbers.',
  ],
];

/** Before the first study: what it will answer, and the way to it. */
export function NoGapYet({ name, targetUsers }: Props) {
  const { obstacle, start } = useGapStart();
  return (
    <Panel
      title="No gap study yet"
      note={`The gap lies between the users that ${name} can carry and ${targetUsers === null ? 'those' : `the ${count(targetUsers)}`} that it is to carry.`}
    >
      <dl className={styles.answers}>
        {answers.map(([question, answer]) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
      <Button
        leftSection={<IconPlayerPlay size={15} aria-hidden />}
        disabled={obstacle !== null}
        title={obstacle ?? undefined}
        onClick={start}
      >
        Find the gap{targetUsers !== null && ` to ${counted(targetUsers, 'user')}`}
      </Button>
      <p className={styles.takes}>
        It takes about a minute, shows its progress, and is stored for the next time.
      </p>
    </Panel>
  );
}
