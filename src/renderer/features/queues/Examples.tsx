import { useModel, useQueues } from '../../app/model.ts';
import styles from './Queues.module.css';
import { openExample } from './selectors.ts';

/** The networks that come with Plimsoll. */
export function Examples() {
  const { queues } = useModel();
  const examples = useQueues((state) => state.examples);
  const open = useQueues(openExample);
  return (
    <nav className={styles.examples} aria-label="Networks">
      <ul>
        {examples.map(({ title }, index) => (
          <li key={title}>
            <button
              type="button"
              className={styles.example}
              aria-current={index === open ? 'true' : undefined}
              onClick={() => queues.choose(index)}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
