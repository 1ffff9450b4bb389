import type { ReportFile } from '../../contract/api.ts';

/** Hands a file to the user in the way of browsers: as a download. Electron then asks where to put it. */
export function saveFile({ fileName, mediaType, text }: ReportFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
