import './electron.ts';

/** A file to be imported, as the backend takes it. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: number;
  /** ISO 8601. */
  readonly modified: string;
  from(): Promise<{ readonly path: string } | { readonly base64: string }>;
}

/** A file that the user chose or dropped: its path where this host knows one, else its bytes. */
export function chosenFile(file: File): ChosenFile {
  return {
    name: file.name,
    bytes: file.size,
    modified: new Date(file.lastModified).toISOString(),
    async from() {
      const path = globalThis.plimsollHost?.pathOf(file) ?? '';
      return path === '' ? { base64: await base64Of(file) } : { path };
    },
  };
}

/** Text that the user pasted, as a file. */
export function pastedFile(text: string): ChosenFile {
  return chosenFile(new File([text], 'pasted.txt'));
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = reader.result as string;
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () =>
      reject(new Error(`${file.name} cannot be read (${reader.error?.message ?? 'unknown'})`)),
    );
    reader.readAsDataURL(file);
  });
}
