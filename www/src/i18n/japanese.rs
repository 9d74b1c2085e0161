//! 日本語. Fields, stages, errors and constants of the Amazon States Language keep their English names.

use super::{Phrases, english};
use crate::wire::LinkTrouble;
use asl::debugger::view::{Empty, Status};
use asl::project::FileFault;
use asl::project::link::LinkFault;

/// 日本語.
pub const PHRASES: Phrases = Phrases {
    run: "実行",
    stop: "停止",
    cannot_run: "先に定義と入力の問題を修正してください",
    share: "共有",
    language: "言語",
    theme: "外観",
    theme_system: "システムに合わせる",
    theme_light: "ライト",
    theme_dark: "ダーク",
    help: "ヘルプ",
    more: "その他",
    close: "閉じる",
    who: "世界",
    examples: "サンプル",
    title: "タイトル",
    untitled: "無題のワークフロー",
    workflow_menu: "ワークフロー",
    open_file: "ファイルを開く…",
    download_file: "ファイルとしてダウンロード",
    settings: "設定",
    saved: "このブラウザに保存済み",
    texts: "エディタ",
    definition: "定義",
    functions: "関数",
    input: "入力",
    no_functions: "関数はまだありません。+ を押して追加します。",
    add_function: "関数を追加",
    rename_function: "名前を変更",
    delete_function: "削除",
    file_name: "ファイル名",
    code: "コード",
    graph: "グラフ",
    table: "テーブル",
    events: "イベント",
    data: "データ",
    log: "ログ",
    details: "詳細",
    retry: "再試行",
    inspector: "ステート",
    views: "ビュー",
    panes: "ペイン",
    problems: "問題",
    console: "コンソール",
    start: "開始",
    end: "終了",
    graph_label: "ワークフローのグラフ。矢印キーで矢印に沿って移動し、Enter でステートを開きます。",
    graph_outline: "ステート一覧",
    graph_empty: "まだ表示するものがありません。左側で StartAt と States を含む定義を記述してください。",
    graph_stale: "現在の定義には問題があります。グラフは問題が発生する前の定義を示しています。",
    zoom: "ズーム",
    zoom_in: "拡大",
    zoom_out: "縮小",
    zoom_fit: "全体を表示",
    player: "再生コントロール",
    to_start: "先頭へ",
    to_end: "末尾へ",
    step_back: "1 ステップ戻る",
    step_forward: "1 ステップ進む",
    play: "再生",
    pause: "一時停止",
    position: "位置",
    virtual_time: "実行開始からの仮想時間",
    speed: "速度",
    instant: "即時",
    step_by: "ステップの単位",
    by_state: "ステート単位",
    by_stage: "ステージ単位",
    by_event: "イベント単位",
    timing: "時間の進み方",
    time_instant: "待機をスキップ",
    time_real: "実時間",
    not_run: "未実行",
    at_start: "開始前",
    decision: "判定",
    caught: "キャッチ済み",
    state: "ステート",
    event_type: "タイプ",
    summary: "概要",
    time: "時間",
    visits: "実行回数",
    retries: "再試行回数",
    unchanged: "変更なし",
    removed: "削除",
    no_data: "データはまだありません。先に進むと、届いたデータがここに表示されます。",
    not_reached: "このステップの時点では、実行はまだここに到達していません。",
    no_attempts: "このステートには Retry がないため、試行は 1 回だけです。",
    no_log: "関数はここに何も出力していません。関数で console.log を使うと、ここに出力が表示されます。",
    nothing_there: "値なし",
    fact_type: "タイプ",
    fact_status: "ステータス",
    fact_visit: "実行回",
    fact_iteration: "反復",
    fact_entered: "開始時刻",
    fact_left: "終了時刻",
    fact_took: "所要時間",
    fact_event: "開始イベント",
    fact_items: "項目数",
    fact_comment: "コメント",
    iterations: "反復",
    visit_before: "前の回",
    visit_after: "次の回",
    go_there: "この時点に移動",
    no_problems: "問題はありません。定義を実行できます。",
    error: "エラー",
    warning: "警告",
    fix_remove: "削除",
    run_started: "実行中",
    fault: "Playground 自体で障害が発生しました：",
    comma: "、",
    between_names: "、",
    colon: "：",
    earlier_kept: "以前の作業は残してあります。タイトルの横のワークフローメニューから戻せます。",
    earlier_work: "以前の作業に戻る",
    not_saved: "このブラウザでは、作業内容をページに保存できません。ファイルとしてダウンロードしてください。",
    engine_restarted: "エンジンを再起動しました。失われたものはありません。",
    engine_unavailable: "このブラウザではエンジンを起動できません。最新の Chrome、Edge、Firefox、Safari をお試しください。",
    sandbox_unavailable: "このブラウザでは関数を実行できません。最新の Chrome、Edge、Firefox、Safari をお試しください。",
    help_title: "ヘルプ",
    help_lead: "定義、関数、入力を編集して「実行」を押し、何が起きたかを 1 ステップずつ確認できます。すべての内容はこのブラウザ内にとどまります。",
    keys: "キーボードショートカット",
    keys_note: "文字の入力中、ショートカットは無効です。",
    key_step: "1 ステップ進む、戻る",
    key_step_state: "次のステート、前のステート",
    key_play: "再生、一時停止",
    key_ends: "先頭へ、末尾へ",
    key_continue: "再生を続ける",
    key_problem: "次の問題（エディタ内）",
    key_graph: "矢印に沿って移動（グラフ内）",
    share_title: "共有",
    link: "リンク",
    copy_link: "リンクをコピー",
    copied: "コピーしました",
    not_copied: "コピーできませんでした",
    fits_everywhere: "どこでも使える長さです",
    fits_most: "一部のチャットには長すぎます",
    fits_file: "ファイルでの送信をお勧めします",
    link_privacy: "リンク自体にワークフローが含まれます。何もアップロードされません。",
    file: "ファイル",
    drop_file: "このページの任意の場所にファイルをドロップすることもできます。",
    setting_region: "リージョン",
    setting_account: "アカウント",
    setting_machine: "ステートマシン名",
    setting_type: "タイプ (STANDARD または EXPRESS)",
    setting_timeout: "関数のタイムアウト（秒）",
    setting_seed: "乱数のシード",
    plain_editor: "コードエディタの代わりにプレーンテキスト欄を使う",
    welcome: "このワークフローは、お使いのブラウザで実行されたところです。▶ を押して実行の様子を見るか、入力を変更して「実行」を押してください。",
    watch: "再生して見る",
    left_pane: "エディタの幅",
    right_pane: "ステートパネルの幅",
    bottom_pane: "問題とコンソールの高さ",
    bad_link_title: "このリンクは開けません",
    start_example: "サンプルから始める",
    drop_here: "ファイルをドロップして開く",
    inspector_toggle: "ステートパネルを表示",
    status: |status| match status {
        Status::NotRun => "未実行",
        Status::InProgress => "進行中",
        Status::Waiting => "待機中",
        Status::Succeeded => "成功",
        Status::Caught => "エラーをキャッチ",
        Status::Failed => "失敗",
        Status::Aborted => "中止",
        Status::TimedOut => "タイムアウト",
    },
    stage: english::PHRASES.stage,
    step_of: |step, steps| format!("ステップ {step} / {steps}"),
    attempts_spoken: |count| format!("{count} 回試行"),
    visits_spoken: |count| format!("{count} 回実行"),
    items_spoken: |done, all| format!("{all} 項目中 {done} 項目完了"),
    goes_to: |names| format!("次のステート：{names}"),
    inspector_empty: |why| match why {
        Empty::NothingRun => {
            "まだ実行されていません。「実行」を押して、ステートを選択してください。"
        }
        Empty::DefinitionHasProblems => "定義に問題があります。修正して「実行」を押してください。",
        Empty::NothingSelected => "グラフでステートを選択するか、1 ステップ進んでください。",
        Empty::NothingLogged => "関数はここに何も出力していません。",
        Empty::NotEnded => "このステップの時点では、実行はまだ終了していません。",
    },
    console_empty: |why| match why {
        Empty::NothingRun => "まだ実行されていません。「実行」を押すと、関数の出力が表示されます。",
        Empty::DefinitionHasProblems => "定義に問題があります。修正して「実行」を押してください。",
        Empty::NothingSelected | Empty::NotEnded | Empty::NothingLogged => {
            "関数は何も出力していません。関数で console.log を使うと、ここに出力が表示されます。"
        }
    },
    events_empty: |why| match why {
        Empty::DefinitionHasProblems => "定義に問題があります。修正して「実行」を押してください。",
        Empty::NothingRun | Empty::NothingSelected | Empty::NotEnded | Empty::NothingLogged => {
            "まだ実行されていません。「実行」を押すと、実行履歴が表示されます。"
        }
    },
    outcome_empty: |why| match why {
        Empty::NothingRun | Empty::NothingSelected | Empty::NothingLogged => "未実行",
        Empty::DefinitionHasProblems => "定義に問題があります",
        Empty::NotEnded => "このステップでは未終了",
    },
    waits_for: |names| format!("{names} を待機中"),
    answer_first: "最初の応答 (JSON)。終了はこの後です",
    answer_last: "結果 (JSON)。失敗させる場合は原因",
    answer_error: "失敗させる場合のエラー名",
    answer_succeed: "成功",
    answer_fail: "失敗",
    answer_heartbeat: "ハートビート",
    outcome_facts: |events, transitions| {
        format!("イベント {events} 件 · 状態遷移 {transitions} 回")
    },
    visit_of: |number, count| format!("{count} 回中 {number} 回目"),
    iteration: |index| format!("反復 {index}"),
    attempt: |number| format!("{number} 回目の試行"),
    waits: |duration| format!("その後 {duration} 待機"),
    show_whole: |size| format!("すべて表示（{size}）"),
    changes_spoken: |added, changed, removed| {
        format!("追加 {added} 件、変更 {changed} 件、削除 {removed} 件")
    },
    why_default: |next| format!("一致するルールなし → Default：{next}"),
    why_retrying: |error, attempt, allowed, delay| {
        format!("{error} を {delay} 後に再試行：最大 {allowed} 回中 {attempt} 回目")
    },
    why_caught: |error, catcher, next| {
        format!("キャッチャー {catcher} が {error} をキャッチ → {next}")
    },
    why_rule_holds: |rule, next| format!("ルール {rule} に一致 → {next}"),
    why_rule_fails: |rule| format!("ルール {rule} に一致しません"),
    line: |line| format!("{line} 行目"),
    fix: |text| format!("{text} と書く"),
    remove_function: |name| format!("{name} を削除しますか？"),
    file_refused: |fault| match fault {
        FileFault::TooLarge => "このファイルは、ワークフローとしては大きすぎます。",
        FileFault::Newer => {
            "このファイルは、より新しいバージョンで作成されています。ページを再読み込みしてください。"
        }
        FileFault::NotAWorkspace => {
            "このファイルは、ワークフロー定義でも、保存されたワークスペースでもありません。"
        }
    },
    link_refused: |trouble| {
        match trouble {
        LinkTrouble::Fault(LinkFault::Damaged) => {
            "このリンクは破損しています。途中で文字が変更されたか、失われました。リンクをもう一度送ってもらうか、ファイルを開いてください。"
                .to_owned()
        }
        LinkTrouble::Fault(LinkFault::Truncated { characters }) => {
            format!("このリンクは破損しています。{characters} 文字で途切れています。リンクをもう一度送ってもらうか、ファイルを開いてください。")
        }
        LinkTrouble::Fault(LinkFault::Newer) => {
            "このリンクを開くには、このページの新しいバージョンが必要です。ページを再読み込みしてください。".to_owned()
        }
        LinkTrouble::Fault(LinkFault::TooLarge) => "このリンクは大きすぎます。展開すると、ワークスペースのサイズの上限を超えます。".to_owned(),
        LinkTrouble::Fault(LinkFault::NotAWorkspace) => "このリンクにはワークフローが含まれていません。".to_owned(),
        LinkTrouble::UnknownExample(name) => format!("{name} というサンプルはありません。"),
    }
    },
    characters: |count| format!("{count} 文字"),
    example: |name| match name {
        "first" => ("Lambda からの挨拶", "1 つの Task が 1 つの関数を呼び出す"),
        "choice" => ("進む道を選ぶ", "Choice：データに対するルール"),
        "retry" => (
            "再試行してからキャッチ",
            "失敗する関数を Retry と Catch で扱う",
        ),
        "parallel" => ("2 つを同時に", "Parallel：並行するブランチ"),
        "map" => ("リストの各項目", "Map：すべての項目に同じステートを実行"),
        "wait" => ("待ってから再確認", "Wait：仮想時間での待機"),
        _ => ("", ""),
    },
};
