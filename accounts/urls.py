from django.urls import path
from django.views.generic import TemplateView

from accounts.views import deputy, language, password, second_factor, session, sign_in, user

app_name = "accounts"

urlpatterns = [
    path("login/", sign_in.SignInView.as_view(), name="login"),
    path("logout/", sign_in.SignOutView.as_view(), name="logout"),
    path("language/", language.LanguageView.as_view(), name="language"),
    path("stay/", sign_in.StayView.as_view(), name="stay"),
    path("password/", password.PasswordChangeView.as_view(), name="password_change"),
    path(
        "password/done/",
        TemplateView.as_view(template_name="registration/password_change_done.html"),
        name="password_change_done",
    ),
    path("sessions/", session.SessionListView.as_view(), name="sessions"),
    path("second-factor/", second_factor.SecondFactorView.as_view(), name="second_factor"),
    path("deputies/", deputy.DeputyListView.as_view(), name="deputies"),
    path("deputies/new/", deputy.DeputyNameView.as_view(), name="deputy_name"),
    path("deputies/<int:pk>/end/", deputy.DeputyEndView.as_view(), name="deputy_end"),
    path("", user.UserListView.as_view(), name="user_list"),
    path("new/", user.UserCreateView.as_view(), name="user_create"),
    path("<int:pk>/", user.UserDetailView.as_view(), name="user_detail"),
    path("<int:pk>/change/", user.UserChangeView.as_view(), name="user_change"),
    path("<int:pk>/role/", user.UserRoleView.as_view(), name="user_role"),
    path("<int:pk>/disable/", user.UserDisableView.as_view(), name="user_disable"),
    path("<int:pk>/enable/", user.UserEnableView.as_view(), name="user_enable"),
    path("<int:pk>/secret/", user.UserSecretView.as_view(), name="user_secret"),
    path("<int:pk>/sessions/", session.UserSessionsEndView.as_view(), name="user_sessions"),
    path("<int:pk>/unlock/", user.UserUnlockView.as_view(), name="user_unlock"),
    path(
        "<int:pk>/second-factor/",
        second_factor.SecondFactorResetView.as_view(),
        name="user_second_factor",
    ),
]
