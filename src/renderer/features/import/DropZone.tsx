import { Button, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type DragEvent, useRef, useState } from 'react';
import { useModel } from '../../app/model.ts';
import { chosenFile, pastedFile } from '../../platform/files.ts';
import styles from './Import.module.css';

/** Three ways to hand over files: drop them, choose them, paste their text. */
export function DropZone() {
  const { imports } = useModel();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [text, setText] = useState('');
  const take = (files: FileList | null): void => {
    if (files !== null && files.length > 0) void imports.add([...files].map(chosenFile));
  };
  return (
    <div className={styles.hand}>
      <div
        className={`${styles.drop} ${over ? styles.over : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <IconFileImport size={28} stroke={1.4} aria-hidden />
        <p>
          <strong>Drop the files of one run here</strong>
        </p>
        <p className={styles.kinds}>
          Locust (report, HTML, CSV, console), k6, JMeter, Gatling · pg_stat_activity,
          pg_stat_statements, PgBouncer SHOW · logs · postgresql.conf, pgbouncer.ini, gunicorn,
          settings.py, docker-compose.yml
        </p>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files to import"
          onChange={({ currentTarget }) => {
            take(currentTarget.files);
            currentTarget.value = '';
          }}
        />
        <Button size="xs" onClick={() => input.current?.click()}>
          Choose files
        </Button>
      </div>
      <div className={styles.paste}>
        <Textarea
          label="Or paste a report"
          placeholder="Text with the tables of the report"
          autosize
          minRows={4}
          maxRows={8}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={text.trim() === ''}
          onClick={() => void imports.add([pastedFile(text)])}
        >
          Read the text
        </Button>
      </div>
    </div>
  );
}
