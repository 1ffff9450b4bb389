import { Button } from '@mantine/core';
import { IconCode } from '@tabler/icons-react';
import { useModel, useQueues } from '../../app/model.ts';
import type { QueueNetwork } from '../../../sim/lab/network.ts';
import { Panel } from '../../ui/Panel.tsx';
import table from '../../ui/table.module.css';
import { classesInWords, planInWords, stationsInWords } from './description.ts';
import styles from './Queues.module.css';

/** The network in words, and the way to its document. */
export function NetworkPanel() {
  const network = useQueues((state) => state.network);
  const { queues } = useModel();
  const editing = useQueues((state) => state.editing);
  const refused = useQueues((state) => state.issues.length > 0);
  return (
    <Panel
      title="Network"
      note={network === null ? undefined : `${planInWords(network)}.`}
      actions={
        !editing && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconCode size={13} aria-hidden />}
            onClick={() => queues.showDocument(true)}
          >
            Edit document
          </Button>
        )
      }
      flush
    >
      {network === null ? (
        <p className={styles.agreement} role="note">
          The document describes no network as it stands;{' '}
          {refused ? 'why is said above its text.' : 'running it says why.'}
        </p>
      ) : (
        <Words network={network} />
      )}
    </Panel>
  );
}

function Words({ network }: { readonly network: QueueNetwork }) {
  return (
    <>
      {network.description !== '' && <p className={styles.agreement}>{network.description}</p>}
      <div className={table.scroll} role="group" aria-label="What the stations are" tabIndex={0}>
        <table className={`${table.table} ${styles.words}`}>
          <Head titles={['Station', 'Servers', 'Order', 'Places']} />
          <tbody>
            {stationsInWords(network).map(({ name, servers, order, places }) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>{servers}</td>
                <td>{order}</td>
                <td>{places}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={table.scroll} role="group" aria-label="What the jobs do" tabIndex={0}>
        <table className={`${table.table} ${styles.words}`}>
          <Head titles={['Class', 'Visit', 'Station', 'Service', 'Then']} />
          {classesInWords(network).map(({ name, jobs, visits }) => (
            <tbody key={name}>
              {visits.map((visit, i) => (
                <tr key={visit.name}>
                  {i === 0 && (
                    <th scope="rowgroup" rowSpan={visits.length}>
                      <code>{name}</code>
                      <span className={styles.jobs}>{jobs}</span>
                    </th>
                  )}
                  <td>
                    <code>{visit.name}</code>
                  </td>
                  <td>
                    <code>{visit.station}</code>
                  </td>
                  <td>{visit.service}</td>
                  <td>{visit.next}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}

function Head({ titles }: { readonly titles: readonly string[] }) {
  return (
    <thead>
      <tr>
        {titles.map((title) => (
          <th key={title} scope="col">
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}
