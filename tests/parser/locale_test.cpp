#include "parser/locale.h"

#include <string>

#include <doctest/doctest.h>

using namespace feedwitness::parser;  // NOLINT(google-build-using-namespace)

TEST_CASE("a language tag finds its language, however it is written") {
  CHECK(Locale::of("es").language() == "es");
  CHECK(Locale::of("es_LA").language() == "es");
  CHECK(Locale::of("EN-gb").language() == "en");
  CHECK(Locale::of("zh").language() == "zh-Hans");
  CHECK(Locale::of("zh-TW").language() == "zh-Hant");
  CHECK(Locale::of("zh_Hant_HK").language() == "zh-Hant");
  CHECK(Locale::of("in").language() == "id");
}

TEST_CASE("an unknown language is the empty one") {
  CHECK(Locale::of("").language().empty());
  CHECK(Locale::of("tlh").language().empty());
}

TEST_CASE("a sponsored label is the whole word, in any language") {
  CHECK(is_sponsored_label("Sponsored", Locale::of("en")));
  CHECK(is_sponsored_label(" Sponsored\u200b\u00a0", Locale::of("es")));
  CHECK(is_sponsored_label("Ad", Locale::of("en")));
  CHECK(is_sponsored_label("ممول", Locale::of("ar")));
  CHECK(is_sponsored_label("مُموَّل", Locale::of("ar")));
  CHECK(is_sponsored_label("ได้รับการสนับสนุน", Locale::of("")));
  CHECK_FALSE(is_sponsored_label("Sponsored by nobody", Locale::of("en")));
  CHECK_FALSE(is_sponsored_label("Adele", Locale::of("en")));
  CHECK_FALSE(is_sponsored_label("SpSonSsoSredS", Locale::of("en")));
  CHECK_FALSE(is_sponsored_label("", Locale::of("en")));
  CHECK(is_paid_for_label("Paid for by The Harbour Party", Locale::of("en")));
}

TEST_CASE("an audience label is public, private or not understood") {
  const Locale& en = Locale::of("en");
  CHECK(visibility_of_label("Public", en) == Visibility::public_post);
  CHECK(visibility_of_label("Shared with Public", en) == Visibility::public_post);
  CHECK(visibility_of_label("Shared with: Public", en) == Visibility::public_post);
  CHECK(visibility_of_label("Compartido con: Público", en) == Visibility::public_post);
  CHECK(visibility_of_label("تمت المشاركة مع العامة", en) == Visibility::public_post);
  CHECK(visibility_of_label("分享對象：所有人", en) == Visibility::public_post);
  CHECK(visibility_of_label("แชร์ให้: สาธารณะ", en) == Visibility::public_post);
  CHECK(visibility_of_label("Đã chia sẻ với Nhóm công khai", en) == Visibility::public_post);
  CHECK(visibility_of_label("Shared with: Nora's friends", en) == Visibility::private_post);
  CHECK(visibility_of_label("Nora’s friends and friends of anyone tagged", en) == Visibility::private_post);
  CHECK(visibility_of_label("Amigos de Nora y amigos de Iker", Locale::of("es")) == Visibility::private_post);
  CHECK(visibility_of_label("Teman Nora", Locale::of("id")) == Visibility::private_post);
  CHECK(visibility_of_label("Only me", en) == Visibility::private_post);
  CHECK(visibility_of_label("Nora Public", en) == Visibility::unknown);
  CHECK(visibility_of_label("Shared with: Nora Vik", en) == Visibility::unknown);
  CHECK(visibility_of_label("", en) == Visibility::unknown);
}

TEST_CASE("a phrase tells what it counts") {
  CHECK(count_kind_of("83 comments", Locale::of("en")) == CountKind::comments);
  CHECK(count_kind_of("12 veces compartido", Locale::of("es")) == CountKind::shares);
  CHECK(count_kind_of("Like: 1.8K people", Locale::of("en")) == CountKind::reactions);
  CHECK(count_kind_of("12 mil Me gusta", Locale::of("es")) == CountKind::reactions);
  CHECK(count_kind_of("3 people commented, 1 comment", Locale::of("en")) == CountKind::comments);
  CHECK(count_kind_of("51 tanggapan", Locale::of("id")) == CountKind::reactions);
  CHECK(count_kind_of("讚：44人", Locale::of("zh-Hant")) == CountKind::reactions);
  CHECK(count_kind_of("12則留言", Locale::of("zh-Hant")) == CountKind::comments);
  CHECK(count_kind_of("1.2万次观看", Locale::of("")) == CountKind::views);
  CHECK(count_kind_of("تعليقان", Locale::of("ar")) == CountKind::comments);
  CHECK(count_kind_of("73 udostępnienia", Locale::of("en")) == CountKind::shares);
  CHECK_FALSE(count_kind_of("4 days", Locale::of("en")));
  CHECK_FALSE(count_kind_of("", Locale::of("en")));
}

TEST_CASE("a reaction is known by its name") {
  CHECK(reaction_of_label("Like", Locale::of("en")) == Reaction::like);
  CHECK(reaction_of_label("me encanta", Locale::of("es")) == Reaction::love);
  CHECK(reaction_of_label("J’aime", Locale::of("en")) == Reaction::like);
  CHECK_FALSE(reaction_of_label("Likewise", Locale::of("en")));
}

TEST_CASE("buttons, missing captions, unit titles and comment labels are told by their words") {
  const Locale& en = Locale::of("en");
  CHECK(is_see_more("See more", en));
  CHECK(is_see_more("Xem thêm", en));
  CHECK_FALSE(is_see_more("See more of the sea", en));
  CHECK(is_missing_caption("No photo description available.", en));
  CHECK_FALSE(is_missing_caption("A boat", en));
  CHECK(is_automatic_caption("May be an image of 2 people and sea", en));
  CHECK_FALSE(is_automatic_caption("A boat", en));
  CHECK(is_unit_title("People You May Know", en));
  CHECK_FALSE(is_unit_title("People we know", en));
  CHECK(is_comment_label("Comment by Nora Vik 3 hours ago", en));
  CHECK(is_comment_label("Phản hồi bình luận của Nora dưới tên Iker", en));
  CHECK(is_comment_label("Nora的留言", en));
  CHECK_FALSE(is_comment_label("Story", en));
}

TEST_CASE("a label longer than any label is no label") {
  CHECK_FALSE(is_comment_label("Comment by ", Locale::of("en")));
  CHECK(is_comment_label("Comment by " + std::string(100'000, 'n'), Locale::of("en")));
  CHECK_FALSE(is_sponsored_label("Sponsored" + std::string(100'000, 'n'), Locale::of("en")));
}
