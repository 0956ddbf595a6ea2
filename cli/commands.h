#pragma once

#include "cli/command.h"

// The commands, each in the file of its name.
namespace feedwitness::cli {

extern const Command kImport;
extern const Command kReplay;
extern const Command kSummary;
extern const Command kCsv;
extern const Command kExport;
extern const Command kGet;
extern const Command kCrowdtangle;
extern const Command kAdjacency;
extern const Command kFeed;
extern const Command kServe;
extern const Command kToken;
extern const Command kStatus;
extern const Command kParse;
extern const Command kScrub;
extern const Command kDeleteMyData;
extern const Command kRemovals;
extern const Command kSubscribe;
extern const Command kUnsubscribe;
extern const Command kPush;
extern const Command kHealth;
extern const Command kReparse;
extern const Command kInstallHost;
extern const Command kUninstallHost;
extern const Command kDoctor;

// The groups under which --help lists them.
inline constexpr std::string_view kCollect = "Collect";
inline constexpr std::string_view kSee = "See and take away";
inline constexpr std::string_view kSend = "Send";
inline constexpr std::string_view kKeep = "Erase and look after";
inline constexpr std::string_view kSetUp = "Set up";

}  // namespace feedwitness::cli
