/**
 * CodeMirror's own words in the languages of the page. The keys are CodeMirror's English; `$` is a number put in by it.
 * English has a table too, where CodeMirror's words are lower case or stiff.
 */

/** Every word of CodeMirror that a person can meet here; a table that lacks one does not compile. */
type Word =
  | 'Control character'
  | 'Selection deleted'
  | 'Fold line'
  | 'Unfold line'
  | 'folded code'
  | 'unfold'
  | 'to'
  | 'Folded lines'
  | 'Unfolded lines'
  | 'Diagnostics'
  | 'No diagnostics'
  | 'Go to line'
  | 'go'
  | 'Find'
  | 'Replace'
  | 'next'
  | 'previous'
  | 'all'
  | 'match case'
  | 'regexp'
  | 'by word'
  | 'replace'
  | 'replace all'
  | 'close'
  | 'current match'
  | 'on line'
  | 'replaced match on line $'
  | 'replaced $ matches'
  | 'Completions';

type Table = Record<Word, string>;

const en: Table = {
  'Control character': 'Control character',
  'Selection deleted': 'Selection deleted',
  'Fold line': 'Fold',
  'Unfold line': 'Unfold',
  'folded code': 'Folded code',
  unfold: 'Unfold',
  to: 'to',
  'Folded lines': 'Folded lines',
  'Unfolded lines': 'Unfolded lines',
  Diagnostics: 'Problems',
  'No diagnostics': 'No problems',
  'Go to line': 'Go to line',
  go: 'Go',
  Find: 'Find',
  Replace: 'Replace',
  next: 'Next',
  previous: 'Previous',
  all: 'Select all',
  'match case': 'Match case',
  regexp: 'Regular expression',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
  close: 'Close',
  'current match': 'Current match',
  'on line': 'on line',
  'replaced match on line $': 'Replaced the match on line $',
  'replaced $ matches': 'Replaced $ matches',
  Completions: 'Suggestions',
};

const zhCN: Table = {
  'Control character': '控制字符',
  'Selection deleted': '已删除所选内容',
  'Fold line': '折叠',
  'Unfold line': '展开',
  'folded code': '已折叠的代码',
  unfold: '展开',
  to: '至',
  'Folded lines': '已折叠行',
  'Unfolded lines': '已展开行',
  Diagnostics: '问题',
  'No diagnostics': '没有问题',
  'Go to line': '转到行',
  go: '转到',
  Find: '查找',
  Replace: '替换为',
  next: '下一个',
  previous: '上一个',
  all: '全选',
  'match case': '区分大小写',
  regexp: '正则表达式',
  'by word': '全字匹配',
  replace: '替换',
  'replace all': '全部替换',
  close: '关闭',
  'current match': '当前匹配项',
  'on line': '所在行',
  'replaced match on line $': '已替换第 $ 行的匹配项',
  'replaced $ matches': '已替换 $ 处匹配项',
  Completions: '建议',
};

const ja: Table = {
  'Control character': '制御文字',
  'Selection deleted': '選択範囲を削除しました',
  'Fold line': '折りたたむ',
  'Unfold line': '展開する',
  'folded code': '折りたたまれたコード',
  unfold: '展開する',
  to: '〜',
  'Folded lines': '折りたたんだ行',
  'Unfolded lines': '展開した行',
  Diagnostics: '問題',
  'No diagnostics': '問題はありません',
  'Go to line': '行へ移動',
  go: '移動',
  Find: '検索',
  Replace: '置換後の文字列',
  next: '次へ',
  previous: '前へ',
  all: 'すべて選択',
  'match case': '大文字と小文字を区別',
  regexp: '正規表現',
  'by word': '単語単位',
  replace: '置換',
  'replace all': 'すべて置換',
  close: '閉じる',
  'current match': '現在の一致箇所',
  'on line': '行',
  'replaced match on line $': '$ 行目の一致箇所を置換しました',
  'replaced $ matches': '$ 件を置換しました',
  Completions: '入力候補',
};

/** The table of a language tag: `en`, `zh-CN` or `ja`; English for any other. */
export function phraseTable(tag: string): Table {
  if (tag === 'zh-CN') return zhCN;
  return tag === 'ja' ? ja : en;
}
