/** The editor's own words beyond CodeMirror's, in the languages of the page. */

interface Words {
  values: string;
  default: string;
  only: string;
  types: string;
  rename: string;
  renameTo: (name: string) => string;
  refused: Record<'NoState' | 'Length' | 'Taken', string>;
  /** The foot of the editor, and its buttons. */
  bar: string;
  layOut: string;
  toYaml: string;
  toJson: string;
  cannotFormat: string;
  nothing: string;
}

const en: Words = {
  values: 'One of',
  default: 'If absent',
  only: 'Only in',
  types: 'In',
  rename: 'Rename',
  renameTo: (name) => `New name of the state “${name}”:`,
  refused: {
    NoState: 'This is not the name of a state.',
    Length: 'A name has 1 to 80 characters.',
    Taken: 'Another state has this name.',
  },
  bar: 'Whole definition',
  layOut: 'Lay out',
  toYaml: 'Convert to YAML',
  toJson: 'Convert to JSON',
  cannotFormat: 'The text cannot be laid out before its mistakes are mended.',
  nothing: 'Nothing (undefined)',
};

const zhCN: Words = {
  values: '可选值',
  default: '省略时',
  only: '仅用于',
  types: '适用于',
  rename: '重命名',
  renameTo: (name) => `状态“${name}”的新名称：`,
  refused: {
    NoState: '此处不是状态的名称。',
    Length: '名称应有 1 到 80 个字符。',
    Taken: '已有状态使用这个名称。',
  },
  bar: '整个定义',
  layOut: '排版',
  toYaml: '转换为 YAML',
  toJson: '转换为 JSON',
  cannotFormat: '请先改正文本中的错误，再排版。',
  nothing: '没有值（undefined）',
};

const ja: Words = {
  values: '指定できる値',
  default: '省略時',
  only: '対応言語',
  types: '使えるステート',
  rename: '名前を変更',
  renameTo: (name) => `ステート「${name}」の新しい名前:`,
  refused: {
    NoState: 'ここはステートの名前ではありません。',
    Length: '名前は 1 から 80 文字です。',
    Taken: 'この名前は別のステートが使っています。',
  },
  bar: '定義全体',
  layOut: '整形',
  toYaml: 'YAML に変換',
  toJson: 'JSON に変換',
  cannotFormat: '整形する前に、テキストの誤りを直してください。',
  nothing: '値なし (undefined)',
};

/** The words of a language tag; English for any but `zh-CN` and `ja`. */
export function wordsOf(tag: string): Words {
  if (tag === 'zh-CN') return zhCN;
  return tag === 'ja' ? ja : en;
}
