import { useId } from 'react';
import { useModel, useQueues } from '../../app/model.ts';
import styles from './Queues.module.css';

/** The network as text. */
export function Editor() {
  const { queues } = useModel();
  const text = useQueues((state) => state.text);
  const issues = useQueues((state) => state.issues);
  const id = useId();
  return (
    <>
      <p className={styles.hint}>Times in s, rates per s. Change it and run it again.</p>
      {issues.length > 0 && (
        <ul id={id} className={styles.issues} role="alert">
          {issues.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <textarea
        className={styles.editor}
        aria-label="Network document"
        aria-invalid={issues.length > 0}
        aria-describedby={issues.length > 0 ? id : undefined}
        spellCheck={false}
        rows={Math.min(40, text.split('\n').length + 1)}
        value={text}
        onChange={({ currentTarget }) => queues.edit(currentTarget.value)}
      />
    </>
  );
}
