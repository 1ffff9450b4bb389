import { Kbd, Modal, Table } from '@mantine/core';
import { useModel, useView } from './model.ts';
import { shortcuts } from './shortcuts.ts';

export function ShortcutsDialog() {
  const { view } = useModel();
  const opened = useView((state) => state.helpOpen);
  return (
    <Modal
      opened={opened}
      onClose={() => view.store.setState({ helpOpen: false })}
      title="Keyboard shortcuts"
      closeButtonProps={{ 'aria-label': 'Close' }}
      lockScroll={false}
    >
      <Table>
        <Table.Tbody>
          {shortcuts.map(([keys, action]) => (
            <Table.Tr key={keys}>
              <Table.Th scope="row">
                <Kbd size="xs">{keys}</Kbd>
              </Table.Th>
              <Table.Td>{action}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
