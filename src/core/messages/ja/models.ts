/** Models by name: which ones an endpoint lists, and one that it does not. */
export const models = {
  "This endpoint lists {1}:": "このエンドポイントの一覧: {1}",
  "This endpoint lists {1}, and {2} is not among them:":
    "このエンドポイントの一覧: {1}({2} は含まれていません)",
  "This endpoint does not list its models: {1}":
    "このエンドポイントはモデルの一覧を返しません: {1}",
  "{1} more: skillet models": "ほか {1} 件: skillet models",
  "{1} is not among the {2} that this endpoint lists.":
    "{1} は、このエンドポイントの一覧({2})にありません。",
  "Near: {1}": "近い名前: {1}",
  "take it all the same": "それでも使う",
  "keep {1}": "{1} のまま",
  "The model stays {1}.": "モデルは {1} のままです。",
  "The name was not checked: {1}": "名前は確認していません: {1}",
  "it lists no models": "モデルの一覧が空です",
};

export const modelsTold = {
  "Near it: {1}.": "近い名前: {1}。",
  "The endpoint did not begin to answer in {1} s.":
    "エンドポイントが {1} 秒以内に応答し始めませんでした。",
  "The reply stopped for {1} s.": "応答が {1} 秒間止まりました。",
  "The endpoint's list of models cannot be read.": "エンドポイントのモデルの一覧を読み取れません。",
  "The endpoint gives no list of models.": "エンドポイントがモデルの一覧を返しません。",
};
