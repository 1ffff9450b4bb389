import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconFileDescription, IconLock, IconTrash } from '@tabler/icons-react';
import type { ScenarioEntry } from '../../../contract/api.ts';
import { messageOf } from '../../app/host.ts';
import { useModel, useWhatIf } from '../../app/model.ts';
import { instant } from '../../ui/format.ts';
import styles from './Library.module.css';

/** Versions that the menu offers; older ones stay in the store. */
const VERSIONS_SHOWN = 8;

export function ScenarioItem({ entry }: { readonly entry: ScenarioEntry }) {
  const { view, whatIf } = useModel();
  const open = useWhatIf((state) => state.entry?.name === entry.name);
  const edited = useWhatIf((state) => open && state.history?.present !== state.opened);
  const show = (version?: number): void => {
    void whatIf.open(entry.name, version);
    if (view.store.getState().screen === 'baseline') view.show('what-if');
  };
  const Icon = entry.builtIn ? IconLock : IconFileDescription;
  return (
    <li className={styles.item} data-open={open || undefined}>
      <button
        type="button"
        className={styles.open}
        aria-current={open || undefined}
        onClick={() => show()}
      >
        <Icon size={14} stroke={1.6} aria-hidden className={styles.icon} />
        <span className={styles.text}>
          <span className={styles.name}>
            {entry.name}
            {edited && <span className={styles.edited}> · edited</span>}
          </span>
          <span className={styles.subject}>{entry.title}</span>
          {detailOf(entry) !== null && <span className={styles.detail}>{detailOf(entry)}</span>}
        </span>
      </button>
      {!entry.builtIn && <ItemMenu entry={entry} onOpen={show} />}
    </li>
  );
}

function ItemMenu({
  entry,
  onOpen,
}: {
  readonly entry: ScenarioEntry;
  readonly onOpen: (version: number) => void;
}) {
  const { library, view } = useModel();
  const versions = Array.from({ length: entry.version }, (_, i) => entry.version - i).slice(
    0,
    VERSIONS_SHOWN,
  );
  const remove = async (): Promise<void> => {
    try {
      await library.remove(entry.name);
      view.announce(`Scenario ${entry.name} deleted`);
    } catch (error) {
      notifications.show({
        color: 'red',
        title: `${entry.name} was not deleted`,
        message: messageOf(error),
      });
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          size="sm"
          aria-label={`Versions of ${entry.name} and more`}
          className={styles.menu}
        >
          <IconDots size={14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Open</Menu.Label>
        {versions.map((version) => (
          <Menu.Item key={version} onClick={() => onOpen(version)}>
            Version {version}
            {version === entry.version ? ' (newest)' : ''}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>All {entry.version} versions, for good</Menu.Label>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => void remove()}
        >
          Delete {entry.name}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Null for built-in ones, which stand below a heading that says so. */
function detailOf({ builtIn, version, savedAt }: ScenarioEntry): string | null {
  if (builtIn || savedAt === null) return null;
  return `v${version} · ${instant(savedAt)}`;
}
