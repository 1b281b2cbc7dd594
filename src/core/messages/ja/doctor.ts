/** What skillet doctor finds: JSON too, so written in English and translated when it is shown. */
export const doctor = {
  "none is set": "設定されていません",
  "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL), or --provider, or --base-url.":
    "OPENAI_API_KEY(と OPENAI_BASE_URL、OPENAI_MODEL)、--provider、または --base-url を指定してください。",
  "skillet demo needs none.": "skillet demo にはどれも要りません。",
  "none is sent; this endpoint is on loopback": "送りません。このエンドポイントはループバックです",
  "set, from {1}": "設定済み({1})",
  "not known for this model: a conversation may grow too long for it":
    "このモデルでは不明です。会話が長くなりすぎる可能性があります",
  "{1} tokens ({2})": "{1} トークン({2})",
  "GET /models lists {1}": "GET /models の一覧: {1~}",
  "none is named": "指定されていません",
  "{1} is not among the models that the endpoint lists": "{1} はエンドポイントの一覧にありません",
  "none: one job at a time, and nobody is asked": "なし: 1 回ずつ実行し、確認はしません",
  "{1}: no colour, no status line, no pasting of several lines at once":
    "{1}: 色、状態行、複数行の貼り付けは使えません",
  "{1} (not there yet)": "{1}(まだありません)",
  "{1} is trusted; it brings no settings and no AGENTS.md":
    "{1} は信頼済みです。設定も AGENTS.md もありません",
  "{1} is trusted; used: {2}": "{1} は信頼済みです。使用: {2}",
  "none is set: commands run unconfined, each one is asked for":
    "設定なし: コマンドは隔離されずに実行され、毎回確認します",
  "Leave --sandbox and the setting out.": "--sandbox と設定を外してください。",
  "Do not use it; report it.": "使わずに、報告してください。",
  "not there for commands: {1}": "コマンドからは使えません: {1}",
  "Install it: {1}": "インストール: {1}",
  "files: only the output directory can change; home, keys and other projects are not there":
    "ファイル: 変更できるのは出力ディレクトリだけ。ホーム、鍵、ほかのプロジェクトは見えません",
  "network: a loopback of the session's own; other hosts only as you allow them":
    "通信: セッション専用のループバック。ほかのホストは許可したものだけ",
  "processes: none of the machine is visible, and none outlives its command":
    "プロセス: ほかのものは見えず、コマンドの終了後に残りません",
  "environment: an allow-list without keys": "環境変数: 許可リストのみ、鍵なし",
  "system calls, processes, memory, file size, output and time are limited":
    "システムコール、プロセス数、メモリ、ファイルサイズ、出力、時間に上限",
  "what you allow a host is sent to it, whatever it is":
    "許可したホストには、内容にかかわらず送信されます",
  "what commands read they can write into the output directory":
    "コマンドは読んだ内容を出力ディレクトリに書けます",
  "flaws of the kernel itself": "カーネル自体の欠陥",
  "{1} tokens ({2}): less than {3} is cut off soon":
    "{1} トークン({2})。{3} 未満では、会話がすぐに途切れます",
  "Serve the model with a larger context; for Ollama: OLLAMA_CONTEXT_LENGTH=32768":
    "コンテキストを広げてモデルを動かしてください。Ollama では OLLAMA_CONTEXT_LENGTH=32768",
  "{1}, where that fails {2}": "{1}、だめなら {2}",
  "{1} model": "モデル {1} 件",
  "{1} models": "モデル {1} 件",
  "network: a loopback of the session's own, and nothing else":
    "通信: セッション専用のループバックだけ",
  "environment: an allow-list without keys, and what the image sets":
    "環境変数: 許可リスト(鍵なし)とイメージの設定",
  "system calls as the engine's own filter says; processes, memory, file size, output and time are limited":
    "システムコールはエンジンのフィルターどおり。プロセス数、メモリ、ファイルサイズ、出力、時間に上限",
  "/tmp and HOME lie on the disk, without a limit":
    "/tmp と HOME はディスク上にあり、上限がありません",
  "flaws of the engine": "エンジンの欠陥",
  "files: only the output directory can change; home and keys cannot be read":
    "ファイル: 変更できるのは出力ディレクトリだけ。ホームと鍵は読めません",
  "network: none, not even loopback": "通信: なし(ループバックも不可)",
  "repositories: nothing named .git can be written":
    "リポジトリ: .git という名前のものには書き込めません",
  "that a file exists can be seen, not what is in it":
    "ファイルの有無は見えますが、中身は見えません",
  "{1}: started in {2} ms, a command takes {3} ms": "{1}: 開始 {2} ms、コマンド 1 回 {3} ms",
  "{1} does not hold: {2}": "{1} が守れていません: {2}",
  "a command cannot write into the output directory": "コマンドが出力ディレクトリに書き込めません",
  "a command wrote outside": "コマンドが外に書き込みました",
  "a command read a file outside": "コマンドが外のファイルを読みました",
  "a command reached the machine's own network": "コマンドがこのマシンのネットワークに届きました",
  "a command sees a key": "コマンドから鍵が見えます",
  "Name an image that has it: --sandbox-image, or sandboxImage in the settings":
    "それを含むイメージを指定してください: --sandbox-image、または設定の sandboxImage",
  "no version control in the output directory": "出力ディレクトリでバージョン管理を使えません",
  "no Python apps": "Python のアプリを動かせません",
  "Flask {1}, for {2}": "Flask {1}({2} 用)",
  "the python3 that commands find has no Flask (the demo and flask-app need it)":
    "コマンドが使う python3 に Flask がありません(デモと flask-app に必要)",
  "Install it: apt install python3-flask, and put that python3 first in PATH":
    "インストール: apt install python3-flask。その python3 を PATH の先頭にしてください",
  "the variable holds no address of a proxy": "変数の値がプロキシのアドレスではありません",
  "Mend the file, or: unset {1}": "ファイルを直すか、unset {1} を実行してください",
  "asked to use a tool, the model made no call that can be read ({1})":
    "ツールを使うよう求めましたが、読み取れる呼び出しがありませんでした({1})",
  "Try another lane, --lane hermes or --lane json_decision; or another model.":
    "別のレーン(--lane hermes や --lane json_decision)か、別のモデルを試してください。",
  "called {1} by {2} in the lane {3} ({4})": "レーン {3} で {2} により {1} を呼び出しました({4})",
  "{1}, but not the tool it was asked to use": "{1}。ただし、求めたツールではありません",
  "none is set, so it may not be UTF-8": "設定されていないため、UTF-8 でないかもしれません",
  "{1}: other characters may be shown wrongly": "{1}: ほかの文字が正しく表示されないことがあります",
  "TERM is not set": "TERM が設定されていません",
  "{1}, {2} columns, {3}, bracketed paste": "{1}、{2} 桁、{3}、貼り付けの区別あり",
  "{1}; questions are hard to read below {2} columns":
    "{1}。{2} 桁より狭いと質問が読みにくくなります",
  "{1} cannot be made: {2}": "{1} を作成できません: {2}",
  "{1} (mode {2})": "{1}(モード {2})",
  "{1} (mode {2}): {3}": "{1}(モード {2}): {3~}",
  "others can change it": "ほかの利用者が変更できます",
  "others can look into it": "ほかの利用者が見られます",
  "{1}: {2} are left on its disk": "{1}: ディスクの残りは {2} です",
  "Make room: what is done has to be written down first.":
    "空きを作ってください。行うことは先に記録する必要があります。",
  "{1} is not writable": "{1} に書き込めません",
  "{1} is not trusted, and brings no settings and no AGENTS.md":
    "{1} は信頼されていませんが、設定も AGENTS.md もありません",
  "of this folder, approved by nobody as they stand and not used: {1}":
    "このフォルダーのもので、未承認のため使わないもの: {1}",
  "A session at a terminal asks; --trust-project-skills uses them in one run.":
    "端末のセッションでは確認します。--trust-project-skills は 1 回の実行で使います。",
};
