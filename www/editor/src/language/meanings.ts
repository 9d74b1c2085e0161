/** The sentences behind the keys of meanings: a file for each language, fetched when one is first wanted. */

export class Meanings {
  private readonly files = new Map<string, Promise<Record<string, string>>>();

  /** What a key means in the language of a tag; nothing while its file cannot be had. */
  async find(tag: string, key: string): Promise<string | undefined> {
    if (!key) return undefined;
    const found = this.files.get(tag) ?? this.fetch(tag);
    try {
      return (await found)[key];
    } catch {
      this.files.delete(tag);
      return undefined;
    }
  }

  private fetch(tag: string): Promise<Record<string, string>> {
    const name = tag === 'zh-CN' || tag === 'ja' ? tag : 'en';
    const address = new URL(`editor.meanings.${name}.json`, import.meta.url);
    const file = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json() as Promise<Record<string, string>>;
    });
    this.files.set(tag, file);
    return file;
  }
}

/** Sentences with `code` in backquotes, as elements. */
export function sentences(text: string): HTMLElement {
  const paragraph = document.createElement('p');
  text.split('`').forEach((part, index) => {
    if (index % 2 === 0) return paragraph.append(part);
    const code = document.createElement('code');
    code.textContent = part;
    paragraph.append(code);
  });
  return paragraph;
}
