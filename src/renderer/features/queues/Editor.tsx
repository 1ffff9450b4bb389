import { CloseButton } from '@mantine/core';
import { useId } from 'react';
import { useModel, useQueues } from '../../app/model.ts';
import styles from './Queues.module.css';

/** The network as text, in a column of its own, so that what comes out of a change stands beside it. */
export function Editor() {
  const { queues } = useModel();
  const text = useQueues((state) => state.text);
  const issues = useQueues((state) => state.issues);
  const id = useId();
  return (
    <section className={styles.document} aria-label="Document">
      <header className={styles.documentHead}>
        <div>
          <h2>Document</h2>
          <p>Times in s, rates per s. Ctrl+Enter runs it.</p>
        </div>
        <CloseButton
          size="sm"
          aria-label="Close the document"
          onClick={() => queues.showDocument(false)}
        />
      </header>
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
        value={text}
        onChange={({ currentTarget }) => queues.edit(currentTarget.value)}
      />
    </section>
  );
}
