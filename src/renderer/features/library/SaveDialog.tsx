import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { messageOf } from '../../app/host.ts';
import { useLibrary, useModel, useView, useWhatIf } from '../../app/model.ts';
import { suggestedName } from './suggestedName.ts';

/** Asks for the name of the scenario being edited, and stores it as a new version. */
export function SaveDialog() {
  const { view } = useModel();
  const opened = useView((state) => state.saveOpen);
  const close = (): void => view.store.setState({ saveOpen: false });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Save scenario"
      closeButtonProps={{ 'aria-label': 'Close' }}
      lockScroll={false}
    >
      <SaveForm onDone={close} />
    </Modal>
  );
}

function SaveForm({ onDone }: { readonly onDone: () => void }) {
  const { whatIf, library, view } = useModel();
  const present = useWhatIf((state) => state.history?.present);
  const entry = useWhatIf((state) => state.entry);
  const entries = useLibrary((state) => state.entries);
  // The form is mounted anew each time that the dialog opens.
  const [naming, setNaming] = useState(() => ({
    name: present === undefined ? '' : suggestedName(present.name, entry?.builtIn ?? true, entries),
    title: present?.title ?? '',
    description: present?.description ?? '',
  }));
  const [error, setError] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);

  const known = entries.find(({ name }) => name === naming.name);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSaving(true);
    setError(null);
    try {
      const { name, version } = await whatIf.save(naming);
      await library.load();
      const text = `Scenario ${name} saved as version ${version}`;
      notifications.show({ title: 'Saved', message: text });
      view.announce(text);
      onDone();
    } catch (failure) {
      setError(messageOf(failure));
    } finally {
      setSaving(false);
    }
  };
  const field = (key: keyof typeof naming) => ({
    value: naming[key],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setNaming((old) => ({ ...old, [key]: value })),
  });

  return (
    <form onSubmit={(event) => void save(event)}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description={describe(known?.builtIn, known?.version)}
          error={error}
          required
          data-autofocus
          {...field('name')}
        />
        <TextInput label="Title" required {...field('title')} />
        <Textarea label="Description" autosize minRows={2} {...field('description')} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" size="xs" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" size="xs" loading={saving}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function describe(builtIn: boolean | undefined, version: number | undefined): string {
  if (builtIn === true) return 'This name belongs to a built-in scenario: choose another.';
  if (version !== undefined) return `Adds version ${version + 1} to the scenario of this name.`;
  return 'Letters, digits, “.”, “_” and “-”.';
}
