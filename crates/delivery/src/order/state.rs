//! Where an order stands, and every move it can make.
//!
//! ```text
//! registered 立项 ──issue──▶ issued 交办 ──accept──▶ accepted 签收 ──begin──▶ under way 办理 ──reply──▶ replied 反馈
//!      └─drop─▶ dropped                                                      ▲  ▲                         │
//!                                                                            │  └────send back 退办────────┤
//!   struck off 销号 ◀──strike off── completed 办结 ◀──complete── verified 核查 ─┘ ◀────────verify────────────┘
//!                                                               continue 续办
//! ```
//!
//! On the way, without moving: reminded 催办, raised 升级, coordinated 协调升级, instructed 批示, an extension asked
//! for and decided 延期, files added. From issued to replied it may be handed over 移送.

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OrderState {
    /// Written down, and not approved yet 立项.
    Registered,
    /// Issued to its organisation 交办.
    Issued,
    /// The organisation took it 签收.
    Accepted,
    /// The organisation is at it 办理.
    UnderWay,
    /// The organisation says what was done 反馈.
    Replied,
    /// Somebody else saw that it was done 核查.
    Verified,
    /// Done, for the office 办结.
    Completed,
    /// Struck off 销号.
    StruckOff,
    /// Not issued 不予立项.
    Dropped,
    /// Handed over to somebody outside 移送.
    Transferred,
}

/// What can be done with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderAction {
    /// Write it down 立项.
    Register,
    /// Issue it 交办.
    Issue,
    /// Do without it 不予立项.
    Drop,
    /// Take it 签收.
    Accept,
    /// Begin 开始办理.
    Begin,
    /// Add a file that shows what was done 佐证.
    Attach,
    /// Say what was done 反馈.
    Reply,
    /// Send a reply back 退办.
    Return,
    /// See that it was done 核查.
    Verify,
    /// Go on, since a part is left 续办.
    Continue,
    /// Call it done 办结.
    Complete,
    /// Strike it off 销号.
    StrikeOff,
    /// Remind 催办.
    Remind,
    /// Go up by one grade 升级.
    Raise,
    /// Ask those above to coordinate 协调升级.
    Coordinate,
    /// A leader's word on it 批示.
    Instruct,
    /// Ask for more time 延期申请.
    AskExtension,
    /// Grant it 同意延期.
    GrantExtension,
    /// Refuse it 不同意延期.
    RefuseExtension,
    /// Hand it over 移送.
    Transfer,
}

impl OrderState {
    /// All of them, in the order one goes through them.
    pub const ALL: [Self; 10] = [
        Self::Registered,
        Self::Issued,
        Self::Accepted,
        Self::UnderWay,
        Self::Replied,
        Self::Verified,
        Self::Completed,
        Self::StruckOff,
        Self::Dropped,
        Self::Transferred,
    ];

    /// Every move an order can make. What is not in this table is refused.
    pub fn after(self, action: OrderAction) -> Option<Self> {
        use OrderAction as A;
        use OrderState as S;
        Some(match (self, action) {
            (S::Registered, A::Issue) => S::Issued,
            (S::Registered, A::Drop) => S::Dropped,
            (S::Issued, A::Accept) => S::Accepted,
            (S::Accepted, A::Begin) => S::UnderWay,
            (S::UnderWay, A::Reply) => S::Replied,
            (S::Replied, A::Return) | (S::Verified, A::Continue) => S::UnderWay,
            (S::Replied, A::Verify) => S::Verified,
            (S::Verified, A::Complete) => S::Completed,
            (S::Completed, A::StrikeOff) => S::StruckOff,
            (S::Issued | S::Accepted | S::UnderWay | S::Replied, A::Transfer) => S::Transferred,
            (S::UnderWay, A::Attach) => self,
            (S::Issued | S::Accepted | S::UnderWay, A::Remind | A::Raise) => self,
            (S::Issued | S::Accepted | S::UnderWay, A::Coordinate | A::AskExtension) => self,
            (S::Issued | S::Accepted | S::UnderWay, A::GrantExtension | A::RefuseExtension) => self,
            (state, A::Instruct) if state.is_open() => self,
            _ => return None,
        })
    }

    /// Whether something is still to be done with it.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::StruckOff | Self::Dropped | Self::Transferred)
    }

    /// Whether its organisation has to do something by its due date.
    pub fn is_awaited(self) -> bool {
        matches!(self, Self::Issued | Self::Accepted | Self::UnderWay)
    }

    /// Its name in the store, in URLs and translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Issued => "issued",
            Self::Accepted => "accepted",
            Self::UnderWay => "under_way",
            Self::Replied => "replied",
            Self::Verified => "verified",
            Self::Completed => "completed",
            Self::StruckOff => "struck_off",
            Self::Dropped => "dropped",
            Self::Transferred => "transferred",
        }
    }

    /// The state of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl OrderAction {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Register,
        Self::Issue,
        Self::Drop,
        Self::Accept,
        Self::Begin,
        Self::Attach,
        Self::Reply,
        Self::Return,
        Self::Verify,
        Self::Continue,
        Self::Complete,
        Self::StrikeOff,
        Self::Remind,
        Self::Raise,
        Self::Coordinate,
        Self::Instruct,
        Self::AskExtension,
        Self::GrantExtension,
        Self::RefuseExtension,
        Self::Transfer,
    ];

    /// Its name in the store, in URLs and translations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Issue => "issue",
            Self::Drop => "drop",
            Self::Accept => "accept",
            Self::Begin => "begin",
            Self::Attach => "attach",
            Self::Reply => "reply",
            Self::Return => "return",
            Self::Verify => "verify",
            Self::Continue => "continue",
            Self::Complete => "complete",
            Self::StrikeOff => "strike_off",
            Self::Remind => "remind",
            Self::Raise => "raise",
            Self::Coordinate => "coordinate",
            Self::Instruct => "instruct",
            Self::AskExtension => "ask_extension",
            Self::GrantExtension => "grant_extension",
            Self::RefuseExtension => "refuse_extension",
            Self::Transfer => "transfer",
        }
    }

    /// The action of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }

    /// Whether it says nothing without words: a reply, a finding, a reason.
    pub fn needs_words(self) -> bool {
        use OrderAction as A;
        match self {
            A::Reply | A::Return | A::Verify | A::Continue | A::Coordinate | A::Instruct => true,
            A::Drop | A::AskExtension | A::RefuseExtension | A::Transfer => true,
            A::Register | A::Issue | A::Accept | A::Begin | A::Attach | A::Complete => false,
            A::StrikeOff | A::Remind | A::Raise | A::GrantExtension => false,
        }
    }

    /// Whether it is done by the organisation that was told to do the matter.
    pub fn is_answer(self) -> bool {
        matches!(self, Self::Accept | Self::Begin | Self::Attach | Self::Reply | Self::AskExtension)
    }
}
