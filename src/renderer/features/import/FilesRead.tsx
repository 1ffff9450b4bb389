import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ImportPreview } from '../../../contract/api.ts';
import { BASELINE } from '../../app/baseline.ts';
import { useImports, useModel } from '../../app/model.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ScrollTable } from '../../ui/ScrollTable.tsx';
import table from '../../ui/table.module.css';
import styles from './Import.module.css';

/** File by file: what it is taken for, what was understood and what had to be assumed. */
export function FilesRead({ preview }: { readonly preview: ImportPreview }) {
  const { imports } = useModel();
  const files = useImports((state) => state.files);
  return (
    <Panel title="What was understood" note="and what had to be assumed, because no file says it">
      <ul className={styles.files}>
        {preview.files.map(({ name, title, confidence, understood, assumed }) => {
          const file = files.find((candidate) => candidate.name === name);
          return (
            <li key={name}>
              <div className={styles.file}>
                <strong>{name}</strong>
                <span className={styles.kind}>
                  {title}, {sureness(confidence)}
                </span>
                {file !== undefined && (
                  <ActionIcon
                    size="xs"
                    variant="subtle"
                    color="gray"
                    aria-label={`Leave out ${name}`}
                    onClick={() => void imports.remove(file)}
                  >
                    <IconX size={12} aria-hidden />
                  </ActionIcon>
                )}
              </div>
              <Sentences understood={understood} assumed={assumed} />
            </li>
          );
        })}
        {preview.assumed.length > 0 && (
          <li>
            <div className={styles.file}>
              <strong>All files together</strong>
            </div>
            <Sentences understood={[]} assumed={preview.assumed} />
          </li>
        )}
      </ul>
    </Panel>
  );
}

/** How sure the reader was of the kind of file, which is no probability. */
function sureness(confidence: number): string {
  if (confidence >= 0.95) return 'certain';
  return confidence >= 0.7 ? 'most likely' : 'perhaps';
}

function Sentences({
  understood,
  assumed,
}: {
  readonly understood: readonly string[];
  readonly assumed: readonly string[];
}) {
  return (
    <ul className={styles.sentences}>
      {understood.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {assumed.map((sentence) => (
        <li key={sentence} className={styles.assumed}>
          <span>assumed</span> {sentence}
        </li>
      ))}
    </ul>
  );
}

/** Settings that stand in the files, with the line of each. */
export function SettingsFound({ settings }: Pick<ImportPreview, 'settings'>) {
  const { imports, library, whatIf, view } = useModel();
  if (settings.length === 0) return null;
  const use = async (): Promise<void> => {
    const name = await imports.saveScenario(BASELINE.scenario);
    if (name === null) return;
    await Promise.all([library.load(), whatIf.open(name)]);
    view.show('what-if');
  };
  return (
    <Panel
      title="Settings found"
      note="measured facts for a scenario of this run"
      flush
      actions={
        <Button size="xs" variant="default" onClick={() => void use()}>
          Save as a scenario and open it in What-if
        </Button>
      }
    >
      <ScrollTable label="Settings found" heads={['Setting', 'Value', { words: 'Stands in' }]}>
        {settings.map(({ path, value, source }) => (
          <tr key={path}>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td>{String(value)}</td>
            <td className={table.words}>{source}</td>
          </tr>
        ))}
      </ScrollTable>
    </Panel>
  );
}
